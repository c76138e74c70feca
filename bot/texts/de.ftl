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
answer-in-english = Das habe ich auf den Seiten der Plattform gefunden. Sie sind auf Englisch, deshalb zitiere ich sie im Wortlaut:
period-label = (Programm 2014–2020)
not-known-nearest = Am nächsten kommt die Seite „{ $title }“{ $dated } [1], aber sie beantwortet Ihre Frage nicht.
dated = , Stand { $date }
expert-advice = Sie fragen um Rat zu Ihrer eigenen Lage, und den gibt keine Seite, die ich kenne.
expert-nearest = Am nächsten kommt (als Hintergrund, nicht als Antwort) „{ $title }“{ $dated } [1].
hello = Guten Tag! Ich beantworte Fragen zur Policy Learning Platform aus ihren Seiten: zu Diensten, Veranstaltungen und guten Praktiken. Ich sage auch, wenn eine Frage eher etwas für eine Fachperson ist. Was möchten Sie wissen?
welcome = Gern geschehen. Fragen Sie jederzeit wieder.
clarify = Ich helfe gern, brauche aber etwas mehr: Um welches Thema oder welchen Dienst geht es, und in welcher Region oder welchem Land sind Sie?
decline-scope = Dabei kann ich leider nicht helfen. Ich kenne nur die Policy Learning Platform von Interreg Europe: Dienste, Veranstaltungen, gute Praktiken, Themen, Programm und Konten.
menu-ask = Eine Frage stellen
menu-help = Was ich kann
menu-expert = Eine Fachperson fragen
menu-status = Stand meiner Fragen
menu-settings = Meine Einstellungen
menu-organise = Meine Veranstaltungen, für Veranstalter
menu-group-settings = Einstellungen dieser Gruppe
menu-cancel = Abbrechen, was gerade läuft
