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
