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
