# What the helpdesk says in Czech. What is missing here is said in English.

greeting =
    Dobrý den! Jsem Policy Helpdesk, automatický asistent platformy Policy Learning Platform programu Interreg Europe – bot, ne člověk.

    Ptejte se mě na služby, akce, osvědčené postupy a témata platformy nebo na svůj účet. Odpovídám podle jejích stránek, uvádím zdroje s datem a otevřeně řeknu, když odpověď neznám.

    Uchovávám jen to, co potřebuji, abych Vám mohl odpovědět a na dotaz navázat: identifikátory a text naší konverzace. Obojí se po 24 hodinách smaže, pokud nedáte souhlas k rozsáhlejšímu uchovávání údajů.
not-known =
    Na stránkách, které znám, jsem odpověď nenašel. Prohledal jsem { $documents ->
        [one] jednu stránku
        [few] { $documents } stránky
        [many] { $documents } stránky
       *[other] { $documents } stránek
    } platformy Policy Learning Platform.
offer-expert = Mám se zeptat našich expertů? Předám jim Váš dotaz i tento rozhovor; uchovají se, dokud nebude dotaz zodpovězen. (ano / ne)
notice-answered =
    Odpověď našich expertů na Váš dotaz „{ $question }“. { $alias } píše:

    { $text }
registered = Vaše registrace na akci „{ $title }“ je potvrzena. Začátek: { $time }
wait-listed = Akce „{ $title }“ je plně obsazena. Na čekací listině jste na { $position }. místě. Pokud se pro Vás uvolní místo, napíšu Vám.
cancelled = Vaše registrace na akci „{ $title }“ je zrušena.
something-went-wrong = Na mé straně se něco pokazilo a nemohl jsem odpovědět. Zkuste to prosím za chvíli znovu.
answer-in-english = Toto jsem našel na stránkách platformy. Jsou v angličtině, proto je cituji doslova:
period-label = (program 2014–2020)
not-known-nearest = Nejbližší je stránka „{ $title }“{ $dated } [1], ale na vaši otázku neodpovídá.
dated = , stav: { $date }
expert-advice = Ptáte se na radu k vlastní situaci a tu žádná stránka, kterou znám, nedává.
expert-nearest = Nejbližší, co jsem našel (jako souvislost, ne odpověď), je „{ $title }“{ $dated } [1].
hello = Dobrý den! Odpovídám na otázky o Policy Learning Platform podle jejích stránek: o službách, akcích a dobré praxi. Řeknu také, kdy je otázka spíš pro experta. Co chcete vědět?
welcome = Není zač. Kdykoli se zeptejte znovu.
clarify = Rád pomohu, ale potřebuji trochu víc: o jaké téma nebo službu jde a ve kterém regionu nebo zemi jste?
decline-scope = S tím bohužel nepomohu. Znám jen Policy Learning Platform programu Interreg Europe: služby, akce, dobrou praxi, témata, program a účty.
menu-ask = Položit otázku
menu-help = Co umím
menu-expert = Zeptat se odborníka, člověka
menu-status = Jak je to s mými otázkami
menu-settings = Moje nastavení
menu-organise = Moje akce, pro organizátory
menu-group-settings = Nastavení této skupiny
menu-cancel = Ukončit, co právě děláme
