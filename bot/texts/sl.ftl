# What the helpdesk says in Slovenian. What is missing here is said in English.

greeting =
    Pozdravljeni! Sem Policy Helpdesk, samodejni pomočnik platforme Policy Learning Platform programa Interreg Europe – bot, ne človek.

    Vprašajte me o storitvah, dogodkih, dobrih praksah in temah platforme ali o svojem računu. Odgovarjam na podlagi njenih strani, navajam vire z datumi in odkrito povem, kadar odgovora ne poznam.

    Hranim samo tisto, kar potrebujem, da Vam odgovorim in nadaljujem obravnavo Vašega vprašanja: identifikatorje in besedilo najinega pogovora. Oboje se po 24 urah izbriše, razen če privolite v obsežnejšo hrambo.
not-known =
    Na straneh, ki jih poznam, nisem našel odgovora na to vprašanje. Pregledal sem { $documents ->
        [one] { $documents } stran
        [two] { $documents } strani
        [few] { $documents } strani
       *[other] { $documents } strani
    } platforme Policy Learning Platform.
offer-expert = Želite, da vprašam strokovnjaka? Posredoval bom Vaše vprašanje in ta pogovor; oboje se hrani, dokler na vprašanje ni odgovorjeno. (da / ne)
notice-answered =
    Odgovor naših strokovnjakov na Vaše vprašanje »{ $question }«. { $alias } piše:

    { $text }
registered = Vaša prijava na dogodek »{ $title }« je potrjena. Začetek: { $time }
wait-listed = Dogodek »{ $title }« je zaseden. Na čakalnem seznamu ste na { $position }. mestu. Obvestil Vas bom, če se za Vas sprosti mesto.
cancelled = Vaša prijava na dogodek »{ $title }« je preklicana.
something-went-wrong = Na moji strani je šlo nekaj narobe in nisem mogel odgovoriti. Prosim, poskusite znova čez nekaj trenutkov.
answer-in-english = To sem našel na straneh platforme. So v angleščini, zato jih navajam dobesedno:
period-label = (program 2014–2020)
not-known-nearest = Najbližja je stran »{ $title }«{ $dated } [1], vendar na vaše vprašanje ne odgovarja.
dated = , stanje: { $date }
expert-advice = Sprašujete za nasvet o lastnem položaju, tega pa ne daje nobena stran, ki jo poznam.
expert-nearest = Najbližje, kar sem našel (kot ozadje, ne kot odgovor), je »{ $title }«{ $dated } [1].
hello = Pozdravljeni! Na vprašanja o Policy Learning Platform odgovarjam z njenih strani: o storitvah, dogodkih in dobrih praksah. Povem tudi, kdaj je vprašanje za strokovnjaka. Kaj želite vedeti?
welcome = Ni za kaj. Kadar koli vprašajte znova.
clarify = Rad bi pomagal, a potrebujem malo več: za katero temo ali storitev gre in v kateri regiji ali državi ste?
decline-scope = Pri tem žal ne morem pomagati. Poznam samo Policy Learning Platform programa Interreg Europe: storitve, dogodke, dobre prakse, teme, program in račune.
menu-ask = Postavi vprašanje
menu-help = Kaj znam
menu-expert = Vprašaj strokovnjaka, človeka
menu-status = Kako je z mojimi vprašanji
menu-settings = Moje nastavitve
menu-organise = Moji dogodki, za organizatorje
menu-group-settings = Nastavitve te skupine
menu-cancel = Prekini, kar počneva
