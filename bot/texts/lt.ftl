# What the helpdesk says in Lithuanian. What is missing here is said in English.

greeting =
    Laba diena! Esu „Policy Helpdesk“, automatinis „Interreg Europe“ platformos „Policy Learning Platform“ asistentas – robotas, o ne žmogus.

    Klauskite manęs apie platformos paslaugas, renginius, gerąją patirtį ir temas arba apie savo paskyrą. Atsakau remdamasis platformos puslapiais, nurodau šaltinius su datomis ir atvirai pasakau, kai atsakymo nežinau.

    Saugau tik tai, ko reikia, kad galėčiau Jums atsakyti ir toliau nagrinėti Jūsų klausimą: identifikatorius ir mūsų pokalbio tekstą. Viskas ištrinama po 24 valandų, nebent sutinkate su platesniu duomenų saugojimu.
not-known =
    Man žinomuose puslapiuose atsakymo į šį klausimą neradau. Peržiūrėjau { $documents ->
        [one] { $documents } puslapį
        [few] { $documents } puslapius
        [many] { $documents } puslapio
       *[other] { $documents } puslapių
    } platformoje „Policy Learning Platform“.
offer-expert = Ar norėtumėte, kad paklausčiau eksperto? Perduosiu Jūsų klausimą ir šį pokalbį; jie bus saugomi, kol į klausimą bus atsakyta. (taip / ne)
notice-answered =
    Mūsų ekspertų atsakymas į Jūsų klausimą „{ $question }“. { $alias } rašo:

    { $text }
registered = Jūsų registracija į renginį „{ $title }“ patvirtinta. Pradžia: { $time }
wait-listed = Renginyje „{ $title }“ laisvų vietų nebėra. Jūsų vieta laukiančiųjų sąraše: { $position }. Pranešiu, jei Jums atsilaisvins vieta.
cancelled = Jūsų registracija į renginį „{ $title }“ atšaukta.
something-went-wrong = Įvyko klaida, todėl negalėjau atsakyti. Prašom netrukus bandyti dar kartą.
answer-in-english = Tai radau platformos puslapiuose. Jie yra anglų kalba, todėl cituoju pažodžiui:
period-label = (2014–2020 m. programa)
not-known-nearest = Artimiausias puslapis yra „{ $title }“{ $dated } [1], tačiau jis neatsako į jūsų klausimą.
dated = , būklė: { $date }
expert-advice = Prašote patarimo dėl savo padėties, o jo neduoda nė vienas man žinomas puslapis.
expert-nearest = Artimiausia, ką radau (kaip kontekstą, ne atsakymą), yra „{ $title }“{ $dated } [1].
hello = Laba diena! Į klausimus apie Policy Learning Platform atsakau pagal jos puslapius: apie paslaugas, renginius ir gerąją patirtį. Taip pat pasakau, kada klausimas skirtas ekspertui. Ką norėtumėte sužinoti?
welcome = Prašom. Klauskite vėl, kai tik prireiks.
clarify = Mielai padėsiu, bet man reikia šiek tiek daugiau: apie kurią temą ar paslaugą kalbama ir kuriame regione ar šalyje esate?
decline-scope = Deja, tuo padėti negaliu. Žinau tik Interreg Europe Policy Learning Platform: paslaugas, renginius, gerąją patirtį, temas, programą ir paskyras.
menu-ask = Užduoti klausimą
menu-help = Ką aš moku
menu-expert = Klausti eksperto, žmogaus
menu-status = Kokia mano klausimų būklė
menu-settings = Mano nustatymai
menu-organise = Mano renginiai, organizatoriams
menu-group-settings = Šios grupės nustatymai
menu-cancel = Nutraukti tai, ką darome
