# What the helpdesk says in Dutch. What is missing here is said in English.

greeting =
    Goedendag! Ik ben de Policy Helpdesk, een automatische assistent voor het Policy Learning Platform van Interreg Europe – een bot, geen mens.

    Stel mij gerust vragen over de diensten, evenementen, goede praktijken en thema's van het platform of over uw account. Ik antwoord op basis van de pagina's van het platform, noem mijn bronnen met datum en zeg het u als ik iets niet weet.

    Ik bewaar alleen wat ik nodig heb om u te antwoorden en uw vraag op te volgen: ID's en de tekst van ons gesprek. Beide worden na 24 uur verwijderd, tenzij u ermee instemt dat er meer wordt bewaard.
not-known =
    Op de pagina's die ik ken, heb ik hierop geen antwoord gevonden. Ik heb { $documents ->
        [one] één pagina
       *[other] { $documents } pagina's
    } van het Policy Learning Platform doorzocht.
offer-expert = Zal ik het voor u aan een expert vragen? Ik stuur uw vraag en dit gesprek mee; beide worden bewaard tot de vraag is beantwoord. (ja / nee)
notice-answered =
    Antwoord van onze experts op uw vraag ‘{ $question }’. { $alias } schrijft:

    { $text }
registered = Uw inschrijving voor ‘{ $title }’ is bevestigd. Begin: { $time }
wait-listed = ‘{ $title }’ is volgeboekt. U staat op plaats { $position } van de wachtlijst. Ik laat het u weten als er voor u een plaats vrijkomt.
cancelled = Uw inschrijving voor ‘{ $title }’ is geannuleerd.
something-went-wrong = Er is bij mij iets misgegaan, waardoor ik niet kon antwoorden. Probeer het over een ogenblik opnieuw.
answer-in-english = Dit vond ik op de pagina’s van het platform. Die zijn in het Engels, daarom citeer ik ze letterlijk:
period-label = (programma 2014-2020)
not-known-nearest = De pagina die het dichtst in de buurt komt is “{ $title }”{ $dated } [1], maar die beantwoordt uw vraag niet.
dated = , stand van { $date }
expert-advice = U vraagt advies over uw eigen situatie, en dat geeft geen enkele pagina die ik ken.
expert-nearest = Het dichtst in de buurt komt (als achtergrond, niet als antwoord) “{ $title }”{ $dated } [1].
hello = Goedendag! Ik beantwoord vragen over het Policy Learning Platform op basis van de pagina’s: over diensten, evenementen en goede praktijken. Ik zeg ook wanneer een vraag iets voor een deskundige is. Wat wilt u weten?
welcome = Graag gedaan. Vraag gerust opnieuw als u iets nodig hebt.
clarify = Ik help u graag, maar ik heb wat meer nodig: over welk thema of welke dienst gaat het, en in welke regio of welk land bent u?
decline-scope = Daarmee kan ik u helaas niet helpen. Ik ken alleen het Policy Learning Platform van Interreg Europe: diensten, evenementen, goede praktijken, thema’s, het programma en accounts.
menu-ask = Een vraag stellen
menu-help = Wat ik kan
menu-expert = Een deskundige vragen, een mens
menu-status = Hoe het met mijn vragen staat
menu-settings = Mijn instellingen
menu-organise = Mijn evenementen, voor organisatoren
menu-group-settings = Instellingen van deze groep
menu-cancel = Stoppen waarmee we bezig zijn
