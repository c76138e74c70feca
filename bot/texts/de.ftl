# What the helpdesk says in German. What is missing here is said in English.

greeting =
    Guten Tag! Ich bin der Policy Helpdesk, ein automatischer Assistent für die Policy Learning Platform von Interreg Europe – ein Bot, kein Mensch.

    Fragen Sie mich nach den Angeboten, Veranstaltungen, bewährten Verfahren und Themen der Plattform oder nach Ihrem Konto. Ich antworte anhand ihrer Seiten, nenne meine Quellen mit Datum und sage es offen, wenn ich etwas nicht weiß.

    Ich speichere nur, was ich brauche, um Ihnen zu antworten und Ihrer Frage weiter nachzugehen: Kennungen und den Text unseres Gesprächs. Beides wird nach 24 Stunden gelöscht, es sei denn, Sie stimmen einer weitergehenden Speicherung zu.
not-known =
    Auf den Seiten, die ich kenne, habe ich darauf keine Antwort gefunden. Durchsucht habe ich { $documents ->
        [one] eine Seite
       *[other] { $documents } Seiten
    } der Policy Learning Platform.
offer-expert = Soll ich für Sie unser Expertenteam fragen? Ihre Frage und dieses Gespräch werden mitgeschickt und aufbewahrt, bis die Frage beantwortet ist. (ja / nein)
notice-answered =
    Antwort unseres Expertenteams auf Ihre Frage „{ $question }“. { $alias } schreibt:

    { $text }
registered = Ihre Anmeldung zu „{ $title }“ ist bestätigt. Beginn: { $time }
wait-listed = „{ $title }“ ist ausgebucht. Sie stehen auf Platz { $position } der Warteliste. Ich melde mich bei Ihnen, wenn ein Platz für Sie frei wird.
cancelled = Ihre Anmeldung zu „{ $title }“ ist storniert.
something-went-wrong = Bei mir ist etwas schiefgegangen, deshalb konnte ich nicht antworten. Bitte versuchen Sie es gleich noch einmal.
