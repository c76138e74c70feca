# What the helpdesk says in Estonian. What is missing here is said in English.

greeting =
    Tere! Mina olen Policy Helpdesk, Interreg Europe'i platvormi Policy Learning Platform automaatne abiline – juturobot, mitte inimene.

    Küsige minult platvormi teenuste, ürituste, heade tavade ja teemade või oma konto kohta. Vastan platvormi lehtede põhjal, nimetan allikad koos kuupäevaga ja ütlen ausalt, kui ma vastust ei tea.

    Säilitan ainult seda, mida on vaja Teile vastamiseks ja Teie küsimusega edasi tegelemiseks: identifikaatoreid ja meie vestluse teksti. Mõlemad kustutatakse 24 tunni pärast, kui Te ei anna nõusolekut enamaks.
not-known =
    Ma ei leidnud sellele vastust lehtedelt, mida ma tunnen. Otsisin platvormi Policy Learning Platform { $documents ->
        [one] ühelt lehelt
       *[other] { $documents } lehelt
    }.
offer-expert = Kas soovite, et küsiksin eksperdilt? Edastan Teie küsimuse ja selle vestluse; neid säilitatakse, kuni küsimusele on vastatud. (jah / ei)
notice-answered =
    Meie ekspertide vastus Teie küsimusele „{ $question }“. { $alias } kirjutab:

    { $text }
registered = Teie registreerumine üritusele „{ $title }“ on kinnitatud. Algus: { $time }
wait-listed = Üritusel „{ $title }“ vabu kohti ei ole. Olete ootenimekirjas { $position }. kohal. Annan Teile teada, kui Teie jaoks koht vabaneb.
cancelled = Teie registreerumine üritusele „{ $title }“ on tühistatud.
something-went-wrong = Minu poolel läks midagi valesti ja ma ei saanud vastata. Palun proovige hetke pärast uuesti.
answer-in-english = Leidsin selle platvormi lehtedelt. Need on inglise keeles, seepärast tsiteerin neid sõna-sõnalt:
period-label = (programm 2014–2020)
not-known-nearest = Lähim leht on „{ $title }“{ $dated } [1], kuid see ei vasta teie küsimusele.
dated = , seisuga { $date }
expert-advice = Te küsite nõu omaenda olukorra kohta ja seda ei anna ükski leht, mida tunnen.
expert-nearest = Lähim, mille leidsin (taustaks, mitte vastuseks), on „{ $title }“{ $dated } [1].
hello = Tere! Vastan küsimustele Policy Learning Platformi kohta selle lehtede põhjal: teenustest, üritustest ja headest tavadest. Ütlen ka, millal küsimus on eksperdile. Mida soovite teada?
welcome = Palun. Küsige uuesti, kui vaja.
clarify = Aitan hea meelega, kuid vajan veidi rohkem: millise teema või teenusega on tegu ning millises piirkonnas või riigis te olete?
decline-scope = Kahjuks ma selles aidata ei saa. Tunnen ainult Interreg Europe’i Policy Learning Platformi: teenuseid, üritusi, häid tavasid, teemasid, programmi ja kontosid.
menu-ask = Esita küsimus
menu-help = Mida ma oskan
menu-expert = Küsi eksperdilt, inimeselt
menu-status = Kuidas mu küsimustega lood on
menu-settings = Minu seaded
menu-organise = Minu üritused, korraldajatele
menu-group-settings = Selle rühma seaded
menu-cancel = Katkesta pooleliolev
