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
