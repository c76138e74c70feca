# What the helpdesk says in Polish. What is missing here is said in English.

greeting =
    Dzień dobry! Jestem Policy Helpdesk, automatyczny asystent platformy Policy Learning Platform programu Interreg Europe – bot, a nie człowiek.

    Mogę odpowiedzieć na pytania o usługi, wydarzenia, dobre praktyki i tematy platformy oraz o Państwa konto. Odpowiadam na podstawie jej stron, podaję źródła wraz z datami i otwarcie mówię, gdy nie znam odpowiedzi.

    Przechowuję tylko to, czego potrzebuję, aby odpowiedzieć i dalej zajmować się Państwa pytaniem: identyfikatory i tekst naszej rozmowy. Po 24 godzinach jedno i drugie jest usuwane, chyba że wyrażą Państwo zgodę na więcej.
not-known =
    Na stronach, które znam, nie znalazłem odpowiedzi na to pytanie. Przeszukałem { $documents ->
        [one] jedną stronę
        [few] { $documents } strony
        [many] { $documents } stron
       *[other] { $documents } strony
    } platformy Policy Learning Platform.
offer-expert = Czy mam zapytać eksperta? Przekażę Państwa pytanie i tę rozmowę; będą przechowywane do czasu udzielenia odpowiedzi. (tak / nie)
notice-answered =
    Odpowiedź naszych ekspertów na Państwa pytanie „{ $question }”. { $alias } pisze:

    { $text }
registered = Państwa zgłoszenie na wydarzenie „{ $title }” zostało potwierdzone. Początek: { $time }
wait-listed = Na wydarzenie „{ $title }” nie ma już wolnych miejsc. Na liście oczekujących zajmują Państwo { $position }. miejsce. Dam znać, jeśli zwolni się dla Państwa miejsce.
cancelled = Państwa zgłoszenie na wydarzenie „{ $title }” zostało anulowane.
something-went-wrong = Coś poszło nie tak po mojej stronie i nie mogłem odpowiedzieć. Proszę spróbować ponownie za chwilę.
answer-in-english = Znalazłem to na stronach platformy. Są po angielsku, dlatego cytuję je dosłownie:
period-label = (program 2014–2020)
not-known-nearest = Najbliższa strona to „{ $title }”{ $dated } [1], ale nie odpowiada na Twoje pytanie.
dated = , stan: { $date }
expert-advice = To prośba o radę we własnej sprawie, a żadna znana mi strona takiej rady nie daje.
expert-nearest = Najbliższe, co znalazłem (jako tło, nie odpowiedź), to „{ $title }”{ $dated } [1].
hello = Dzień dobry! Odpowiadam na pytania o Policy Learning Platform na podstawie jej stron: o usługi, wydarzenia i dobre praktyki. Mówię też, kiedy pytanie wymaga eksperta. Co chcesz wiedzieć?
welcome = Proszę bardzo. Pytaj zawsze, gdy czegoś potrzebujesz.
clarify = Chętnie pomogę, ale potrzebuję trochę więcej: o jaki temat lub usługę chodzi i w jakim regionie lub kraju jesteś?
decline-scope = Przykro mi, w tym nie mogę pomóc. Znam tylko Policy Learning Platform programu Interreg Europe: usługi, wydarzenia, dobre praktyki, tematy, program i konta.
menu-ask = Zadaj pytanie
menu-help = Co potrafię
menu-expert = Zapytaj eksperta, człowieka
menu-status = Co z moimi pytaniami
menu-settings = Moje ustawienia
menu-organise = Moje wydarzenia, dla organizatorów
menu-group-settings = Ustawienia tej grupy
menu-cancel = Przerwij to, co robimy
