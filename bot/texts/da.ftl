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
