# What the helpdesk says in Latvian. What is missing here is said in English.

greeting =
    Labdien! Es esmu Policy Helpdesk, Interreg Europe platformas Policy Learning Platform automātiskais palīgs – bots, nevis cilvēks.

    Jautājiet man par platformas pakalpojumiem, pasākumiem, labo praksi un tematiem vai par savu kontu. Es atbildu, balstoties uz platformas lapām, norādu avotus ar datumiem un godīgi pasaku, ja atbildi nezinu.

    Es glabāju tikai to, kas vajadzīgs, lai Jums atbildētu un turpinātu darbu ar Jūsu jautājumu: identifikatorus un mūsu sarunas tekstu. Pēc 24 stundām tas tiek dzēsts, ja vien Jūs nepiekrītat plašākai glabāšanai.
not-known =
    Man zināmajās lapās atbildi uz šo jautājumu neatradu. Es pārmeklēju { $documents ->
        [zero] { $documents } lapu
        [one] { $documents } lapu
       *[other] { $documents } lapas
    } platformā Policy Learning Platform.
offer-expert = Vai vēlaties, lai pajautāju ekspertam? Es nodošu Jūsu jautājumu un šo sarunu; tie tiks glabāti, līdz uz jautājumu būs atbildēts. (jā / nē)
notice-answered =
    Mūsu ekspertu atbilde uz Jūsu jautājumu “{ $question }”. { $alias } raksta:

    { $text }
registered = Jūsu reģistrācija pasākumam “{ $title }” ir apstiprināta. Sākums: { $time }
wait-listed = Pasākumā “{ $title }” brīvu vietu vairs nav. Gaidīšanas sarakstā Jūs esat { $position }. vietā. Es Jums paziņošu, ja Jums atbrīvosies vieta.
cancelled = Jūsu reģistrācija pasākumam “{ $title }” ir atcelta.
something-went-wrong = Manā pusē radās kļūda, un es nevarēju atbildēt. Lūdzu, pēc brīža mēģiniet vēlreiz.
answer-in-english = To es atradu platformas lapās. Tās ir angļu valodā, tāpēc citēju tās burtiski:
period-label = (2014.–2020. gada programma)
not-known-nearest = Tuvākā lapa ir “{ $title }”{ $dated } [1], taču tā neatbild uz jūsu jautājumu.
dated = , stāvoklis: { $date }
expert-advice = Jūs lūdzat padomu par savu situāciju, un to nesniedz neviena man zināmā lapa.
expert-nearest = Tuvākais, ko atradu (kā priekšvēsturi, nevis atbildi), ir “{ $title }”{ $dated } [1].
hello = Labdien! Es atbildu uz jautājumiem par Policy Learning Platform pēc tās lapām: par pakalpojumiem, pasākumiem un labo praksi. Pasaku arī, kad jautājums ir ekspertam. Ko vēlaties uzzināt?
welcome = Lūdzu. Jautājiet vēlreiz, kad vien nepieciešams.
clarify = Labprāt palīdzēšu, bet man vajag nedaudz vairāk: par kuru tēmu vai pakalpojumu ir runa, un kurā reģionā vai valstī jūs esat?
decline-scope = Diemžēl ar to nevaru palīdzēt. Es zinu tikai Interreg Europe Policy Learning Platform: pakalpojumus, pasākumus, labo praksi, tēmas, programmu un kontus.
menu-ask = Uzdot jautājumu
menu-help = Ko es protu
menu-expert = Jautāt ekspertam, cilvēkam
menu-status = Kā veicas ar maniem jautājumiem
menu-settings = Mani iestatījumi
menu-organise = Mani pasākumi, organizatoriem
menu-group-settings = Šīs grupas iestatījumi
menu-cancel = Pārtraukt iesākto
