# What the helpdesk says in Danish. What is missing here is said in English.

greeting =
    Hej! Jeg er Policy Helpdesk, en automatisk assistent for Interreg Europes Policy Learning Platform – en bot, ikke et menneske.

    Spørg mig om platformens tjenester, arrangementer, gode eksempler og emner eller om din konto. Jeg svarer ud fra platformens sider, angiver mine kilder med dato og siger til, når jeg ikke kender svaret.

    Jeg gemmer kun det, jeg har brug for til at svare dig og følge op: id'er og teksten i vores samtale. Begge dele slettes efter 24 timer, medmindre du giver samtykke til mere.
not-known =
    Jeg har ikke fundet noget svar på det på de sider, jeg kender. Jeg har gennemsøgt { $documents ->
        [one] én side
       *[other] { $documents } sider
    } på Policy Learning Platform.
offer-expert = Skal jeg spørge en ekspert for dig? Jeg sender dit spørgsmål og denne samtale med, og begge dele gemmes, til spørgsmålet er besvaret. (ja / nej)
notice-answered =
    Svar fra vores eksperter på dit spørgsmål »{ $question }«. { $alias } skriver:

    { $text }
registered = Din tilmelding til »{ $title }« er bekræftet. Starter: { $time }
wait-listed = Der er ikke flere pladser til »{ $title }«. Du er nummer { $position } på ventelisten. Jeg skriver til dig, hvis der bliver en plads ledig til dig.
cancelled = Din tilmelding til »{ $title }« er annulleret.
something-went-wrong = Noget gik galt hos mig, og jeg kunne ikke svare. Prøv igen om et øjeblik.
answer-in-english = Dette fandt jeg på platformens sider. De er på engelsk, så jeg citerer dem ordret:
period-label = (programmet 2014-2020)
not-known-nearest = Den nærmeste side er “{ $title }”{ $dated } [1], men den besvarer ikke dit spørgsmål.
dated = , pr. { $date }
expert-advice = Du beder om råd om din egen situation, og det giver ingen af de sider, jeg kender.
expert-nearest = Det nærmeste, jeg fandt (som baggrund, ikke som svar), er “{ $title }”{ $dated } [1].
hello = Goddag! Jeg svarer på spørgsmål om Policy Learning Platform ud fra dens sider: om tjenester, arrangementer og god praksis. Jeg siger også, hvornår et spørgsmål er noget for en ekspert. Hvad vil du gerne vide?
welcome = Selv tak. Spørg igen, når du har brug for det.
clarify = Jeg vil gerne hjælpe, men har brug for lidt mere: hvilket emne eller hvilken tjeneste drejer det sig om, og i hvilken region eller hvilket land er du?
decline-scope = Det kan jeg desværre ikke hjælpe med. Jeg kender kun Interreg Europes Policy Learning Platform: tjenester, arrangementer, god praksis, emner, programmet og konti.
menu-ask = Stil et spørgsmål
menu-help = Hvad jeg kan
menu-expert = Spørg en ekspert, et menneske
menu-status = Hvordan det går med mine spørgsmål
menu-settings = Mine indstillinger
menu-organise = Mine arrangementer, for arrangører
menu-group-settings = Indstillinger for denne gruppe
menu-cancel = Stop det, vi er i gang med
