# What the helpdesk says in Croatian. What is missing here is said in English.

greeting =
    Dobar dan! Ja sam Policy Helpdesk, automatski asistent platforme Policy Learning Platform programa Interreg Europe – bot, a ne osoba.

    Pitajte me o uslugama, događanjima, dobrim praksama i temama platforme ili o svojem računu. Odgovaram na temelju njezinih stranica, navodim izvore s datumima i otvoreno kažem kada ne znam odgovor.

    Čuvam samo ono što mi je potrebno da Vam odgovorim i da nastavim raditi na Vašem pitanju: identifikatore i tekst našeg razgovora. Oboje se briše nakon 24 sata, osim ako pristanete na opsežnije čuvanje podataka.
not-known =
    Na stranicama koje poznajem nisam našao odgovor na to pitanje. Pretražio sam { $documents ->
        [one] { $documents } stranicu
        [few] { $documents } stranice
       *[other] { $documents } stranica
    } platforme Policy Learning Platform.
offer-expert = Želite li da pitam stručnjaka? Proslijedit ću Vaše pitanje i ovaj razgovor; čuvaju se dok se na pitanje ne odgovori. (da / ne)
notice-answered =
    Odgovor naših stručnjaka na Vaše pitanje „{ $question }”. { $alias } piše:

    { $text }
registered = Vaša prijava na događanje „{ $title }” potvrđena je. Početak: { $time }
wait-listed = Na događanju „{ $title }” nema slobodnih mjesta. Na listi čekanja ste na { $position }. mjestu. Javit ću Vam ako se za Vas oslobodi mjesto.
cancelled = Vaša prijava na događanje „{ $title }” otkazana je.
something-went-wrong = Kod mene je nešto pošlo po zlu i nisam mogao odgovoriti. Molim Vas, pokušajte ponovno za koji trenutak.
answer-in-english = Ovo sam našao na stranicama platforme. One su na engleskom, zato ih navodim doslovno:
period-label = (program 2014. – 2020.)
not-known-nearest = Najbliža je stranica „{ $title }”{ $dated } [1], ali ne odgovara na vaše pitanje.
dated = , stanje: { $date }
expert-advice = Tražite savjet o vlastitoj situaciji, a njega ne daje nijedna stranica koju poznajem.
expert-nearest = Najbliže što sam našao (kao pozadinu, ne kao odgovor) jest „{ $title }”{ $dated } [1].
hello = Dobar dan! Odgovaram na pitanja o Policy Learning Platform s njezinih stranica: o uslugama, događanjima i dobrim praksama. Kažem i kada je pitanje za stručnjaka. Što želite znati?
welcome = Nema na čemu. Pitajte ponovno kad god trebate.
clarify = Rado bih pomogao, ali trebam malo više: o kojoj je temi ili usluzi riječ i u kojoj ste regiji ili zemlji?
decline-scope = U tome, nažalost, ne mogu pomoći. Poznajem samo Policy Learning Platform programa Interreg Europe: usluge, događanja, dobre prakse, teme, program i račune.
menu-ask = Postavi pitanje
menu-help = Što mogu učiniti
menu-expert = Pitaj stručnjaka, osobu
menu-status = Kako stoje moja pitanja
menu-settings = Moje postavke
menu-organise = Moja događanja, za organizatore
menu-group-settings = Postavke ove grupe
menu-cancel = Prekini ono što radimo
