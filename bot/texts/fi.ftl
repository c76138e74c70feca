# What the helpdesk says in Finnish. What is missing here is said in English.

greeting =
    Hei! Olen Policy Helpdesk, Interreg Europen Policy Learning Platform -alustan automaattinen avustaja – botti, en ihminen.

    Voit kysyä minulta alustan palveluista, tapahtumista, hyvistä käytännöistä ja aiheista tai omasta tilistäsi. Vastaan alustan sivujen perusteella, kerron lähteeni päiväyksineen ja sanon suoraan, jos en tiedä vastausta.

    Säilytän vain sen, mitä tarvitsen kysymykseesi vastaamiseen ja sen jatkokäsittelyyn: tunnisteet ja keskustelumme tekstin. Molemmat poistetaan 24 tunnin kuluttua, ellet anna suostumusta laajempaan säilyttämiseen.
not-known =
    En löytänyt tähän vastausta tuntemiltani sivuilta. Hain Policy Learning Platform -alustan { $documents ->
        [one] yhdeltä sivulta
       *[other] { $documents } sivulta
    }.
offer-expert = Kysynkö asiaa puolestasi asiantuntijalta? Välitän kysymyksesi ja tämän keskustelun; ne säilytetään, kunnes kysymykseen on vastattu. (kyllä / ei)
notice-answered =
    Asiantuntijoidemme vastaus kysymykseesi ”{ $question }”. { $alias } kirjoittaa:

    { $text }
registered = Ilmoittautumisesi tapahtumaan ”{ $title }” on vahvistettu. Alkaa: { $time }
wait-listed = Tapahtuma ”{ $title }” on täynnä. Olet jonotuslistalla sijalla { $position }. Ilmoitan, jos sinulle vapautuu paikka.
cancelled = Ilmoittautumisesi tapahtumaan ”{ $title }” on peruttu.
something-went-wrong = Tapahtui virhe, enkä pystynyt vastaamaan. Yritä hetken kuluttua uudelleen.
