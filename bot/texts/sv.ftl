# What the helpdesk says in Swedish. What is missing here is said in English.

greeting =
    Hej! Jag är Policy Helpdesk, en automatisk assistent för Interreg Europes Policy Learning Platform – en bot, inte en människa.

    Fråga mig om plattformens tjänster, evenemang, goda exempel och ämnen eller om ditt konto. Jag svarar utifrån plattformens sidor, anger mina källor med datum och säger till när jag inte vet.

    Jag sparar bara det som behövs för att svara dig och följa upp: id-uppgifter och texten i vårt samtal. Båda raderas efter 24 timmar, om du inte samtycker till mer.
not-known =
    Jag hittade inget svar på detta på de sidor jag känner till. Jag sökte igenom { $documents ->
        [one] en sida
       *[other] { $documents } sidor
    } på Policy Learning Platform.
offer-expert = Ska jag fråga en expert åt dig? Jag skickar med din fråga och det här samtalet, och båda sparas tills frågan är besvarad. (ja / nej)
notice-answered =
    Svar från våra experter på din fråga ”{ $question }”. { $alias } skriver:

    { $text }
registered = Din anmälan till ”{ $title }” är bekräftad. Börjar: { $time }
wait-listed = Det finns inga platser kvar till ”{ $title }”. Du står som nummer { $position } på väntelistan. Jag hör av mig om det blir en plats ledig för dig.
cancelled = Du är nu avanmäld från ”{ $title }”.
something-went-wrong = Något gick fel hos mig, och jag kunde inte svara. Försök igen om en stund.
