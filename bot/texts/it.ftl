# What the helpdesk says in Italian. What is missing here is said in English.

greeting =
    Buongiorno! Sono Policy Helpdesk, l'assistente automatico della Policy Learning Platform di Interreg Europe: un bot, non una persona.

    Può chiedermi informazioni sui servizi, sugli eventi, sulle buone pratiche e sui temi della piattaforma, oppure sul Suo account. Rispondo in base alle pagine della piattaforma, cito le fonti con la relativa data e lo dico apertamente quando non conosco la risposta.

    Conservo solo ciò che mi serve per risponderLe e per dare seguito alla Sua domanda: identificativi e il testo della nostra conversazione. Tutto viene cancellato dopo 24 ore, salvo Suo consenso a una conservazione più ampia.
not-known =
    Non ho trovato una risposta nelle pagine che conosco. Ho cercato in { $documents ->
        [one] una pagina
        [many] { $documents } di pagine
       *[other] { $documents } pagine
    } della Policy Learning Platform.
offer-expert = Desidera che lo chieda ai nostri esperti? Trasmetterò loro la Sua domanda e questa conversazione, che saranno conservate fino alla risposta. (sì / no)
notice-answered =
    Risposta dei nostri esperti alla Sua domanda «{ $question }». { $alias } scrive:

    { $text }
registered = La Sua iscrizione a «{ $title }» è confermata. Inizio: { $time }
wait-listed = I posti per «{ $title }» sono esauriti. Lei è in posizione { $position } nella lista d'attesa. Le scriverò se si libera un posto per Lei.
cancelled = La Sua iscrizione a «{ $title }» è stata annullata.
something-went-wrong = Si è verificato un problema da parte mia e non ho potuto rispondere. Riprovi tra qualche istante, per favore.
answer-in-english = L’ho trovato nelle pagine della piattaforma. Sono in inglese, perciò le cito così come sono:
period-label = (programma 2014-2020)
not-known-nearest = La pagina più vicina è «{ $title }»{ $dated } [1], ma non risponde alla Sua domanda.
dated = , aggiornata a { $date }
expert-advice = Lei chiede un consiglio sulla Sua situazione, e nessuna pagina che conosco lo dà.
expert-nearest = La cosa più vicina che ho trovato (come contesto, non come risposta) è «{ $title }»{ $dated } [1].
hello = Buongiorno! Rispondo a domande sulla Policy Learning Platform a partire dalle sue pagine: servizi, eventi e buone pratiche. Le dico anche quando una domanda richiede un esperto. Che cosa desidera sapere?
welcome = Prego. Chieda pure di nuovo quando vuole.
clarify = Vorrei aiutarLa, ma mi serve qualcosa in più: di quale tema o servizio si tratta, e in quale regione o paese si trova?
decline-scope = Mi dispiace, in questo non posso aiutarLa. Conosco solo la Policy Learning Platform di Interreg Europe: servizi, eventi, buone pratiche, temi, programma e account.
menu-ask = Fare una domanda
menu-help = Che cosa so fare
menu-expert = Chiedere a un esperto, una persona
menu-status = A che punto sono le mie domande
menu-settings = Le mie impostazioni
menu-organise = I miei eventi, per chi organizza
menu-group-settings = Impostazioni di questo gruppo
menu-cancel = Interrompere ciò che stiamo facendo
