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
answer-in-english = Löysin tämän alustan sivuilta. Ne ovat englanniksi, joten lainaan niitä sellaisinaan:
period-label = (ohjelma 2014–2020)
not-known-nearest = Lähin sivu on ”{ $title }”{ $dated } [1], mutta se ei vastaa kysymykseesi.
dated = , tilanne: { $date }
expert-advice = Pyydät neuvoa omaan tilanteeseesi, eikä mikään tuntemani sivu anna sitä.
expert-nearest = Lähin löytämäni (taustaksi, ei vastaukseksi) on ”{ $title }”{ $dated } [1].
hello = Hei! Vastaan Policy Learning Platformia koskeviin kysymyksiin sen sivujen perusteella: palveluista, tapahtumista ja hyvistä käytännöistä. Kerron myös, milloin kysymys kuuluu asiantuntijalle. Mitä haluat tietää?
welcome = Ole hyvä. Kysy uudelleen aina kun tarvitset.
clarify = Autan mielelläni, mutta tarvitsen vähän lisää: mistä aiheesta tai palvelusta on kyse, ja millä alueella tai missä maassa olet?
decline-scope = Valitettavasti en voi auttaa siinä. Tunnen vain Interreg Europen Policy Learning Platformin: sen palvelut, tapahtumat, hyvät käytännöt, aiheet, ohjelman ja tilit.
menu-ask = Esitä kysymys
menu-help = Mitä osaan
menu-expert = Kysy asiantuntijalta, ihmiseltä
menu-status = Kysymysteni tilanne
menu-settings = Omat asetukseni
menu-organise = Tapahtumani, järjestäjille
menu-group-settings = Tämän ryhmän asetukset
menu-cancel = Keskeytä se, mitä teemme
