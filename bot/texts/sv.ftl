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
answer-in-english = Det här hittade jag på plattformens sidor. De är på engelska, så jag citerar dem ordagrant:
period-label = (programmet 2014–2020)
not-known-nearest = Den närmaste sidan är ”{ $title }”{ $dated } [1], men den besvarar inte din fråga.
dated = , per { $date }
expert-advice = Du ber om råd om din egen situation, och det ger ingen sida som jag känner till.
expert-nearest = Det närmaste jag hittade (som bakgrund, inte som svar) är ”{ $title }”{ $dated } [1].
hello = Hej! Jag svarar på frågor om Policy Learning Platform utifrån dess sidor: om tjänster, evenemang och god praxis. Jag säger också när en fråga är något för en expert. Vad vill du veta?
welcome = Varsågod. Fråga igen när du behöver något.
clarify = Jag hjälper gärna till, men behöver lite mer: vilket ämne eller vilken tjänst gäller det, och i vilken region eller vilket land är du?
decline-scope = Det kan jag tyvärr inte hjälpa till med. Jag känner bara till Interreg Europes Policy Learning Platform: tjänster, evenemang, god praxis, ämnen, programmet och konton.
menu-ask = Ställ en fråga
menu-help = Vad jag kan göra
menu-expert = Fråga en expert, en människa
menu-status = Hur det går med mina frågor
menu-settings = Mina inställningar
menu-organise = Mina evenemang, för arrangörer
menu-group-settings = Inställningar för den här gruppen
menu-cancel = Avbryt det vi håller på med
