# What the helpdesk says in Slovak. What is missing here is said in English.

greeting =
    Dobrý deň! Som Policy Helpdesk, automatický asistent platformy Policy Learning Platform programu Interreg Europe – bot, nie človek.

    Pýtajte sa ma na služby, podujatia, osvedčené postupy a témy platformy alebo na svoj účet. Odpovedám podľa jej stránok, uvádzam zdroje s dátumom a otvorene poviem, keď odpoveď nepoznám.

    Uchovávam iba to, čo potrebujem, aby som Vám mohol odpovedať a na otázku nadviazať: identifikátory a text našej konverzácie. Oboje sa po 24 hodinách vymaže, pokiaľ nedáte súhlas na rozsiahlejšie uchovávanie údajov.
not-known =
    Na stránkach, ktoré poznám, som odpoveď nenašiel. Prehľadal som { $documents ->
        [one] jednu stránku
        [few] { $documents } stránky
        [many] { $documents } stránky
       *[other] { $documents } stránok
    } platformy Policy Learning Platform.
offer-expert = Mám sa opýtať našich expertov? Odovzdám im Vašu otázku aj túto konverzáciu; uchovajú sa, kým nebude otázka zodpovedaná. (áno / nie)
notice-answered =
    Odpoveď našich expertov na Vašu otázku „{ $question }“. { $alias } píše:

    { $text }
registered = Vaša registrácia na podujatie „{ $title }“ je potvrdená. Začiatok: { $time }
wait-listed = Podujatie „{ $title }“ je plne obsadené. Na čakacej listine ste na { $position }. mieste. Ak sa pre Vás uvoľní miesto, napíšem Vám.
cancelled = Vaša registrácia na podujatie „{ $title }“ je zrušená.
something-went-wrong = Na mojej strane sa niečo pokazilo a nemohol som odpovedať. Skúste to, prosím, o chvíľu znova.
answer-in-english = Toto som našiel na stránkach platformy. Sú v angličtine, preto ich citujem doslova:
period-label = (program 2014 – 2020)
not-known-nearest = Najbližšia je stránka „{ $title }“{ $dated } [1], ale na vašu otázku neodpovedá.
dated = , stav: { $date }
expert-advice = Pýtate sa na radu k vlastnej situácii a tú žiadna stránka, ktorú poznám, nedáva.
expert-nearest = Najbližšie, čo som našiel (ako súvislosť, nie odpoveď), je „{ $title }“{ $dated } [1].
hello = Dobrý deň! Odpovedám na otázky o Policy Learning Platform podľa jej stránok: o službách, podujatiach a dobrej praxi. Poviem aj to, kedy je otázka skôr pre experta. Čo chcete vedieť?
welcome = Niet za čo. Kedykoľvek sa opýtajte znova.
clarify = Rád pomôžem, ale potrebujem trochu viac: o akú tému alebo službu ide a v ktorom regióne alebo krajine ste?
decline-scope = S tým, žiaľ, nepomôžem. Poznám len Policy Learning Platform programu Interreg Europe: služby, podujatia, dobrú prax, témy, program a účty.
menu-ask = Položiť otázku
menu-help = Čo viem
menu-expert = Opýtať sa odborníka, človeka
menu-status = Ako je to s mojimi otázkami
menu-settings = Moje nastavenia
menu-organise = Moje podujatia, pre organizátorov
menu-group-settings = Nastavenia tejto skupiny
menu-cancel = Ukončiť, čo práve robíme
