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
