# What the helpdesk says in Romanian. What is missing here is said in English.

greeting =
    Bună ziua! Sunt Policy Helpdesk, asistentul automat al platformei Policy Learning Platform a programului Interreg Europe – un bot, nu o persoană.

    Întrebați-mă despre serviciile, evenimentele, bunele practici și temele platformei sau despre contul dumneavoastră. Răspund pe baza paginilor platformei, indic sursele împreună cu data lor și vă spun deschis când nu știu răspunsul.

    Păstrez doar ceea ce este necesar pentru a vă răspunde și a da curs întrebării dumneavoastră: identificatori și textul conversației noastre. Toate acestea se șterg după 24 de ore, dacă nu vă dați acordul pentru mai mult.
not-known =
    Nu am găsit un răspuns la această întrebare în paginile pe care le cunosc. Am căutat în { $documents ->
        [one] o pagină
        [few] { $documents } pagini
       *[other] { $documents } de pagini
    } de pe Policy Learning Platform.
offer-expert = Doriți să întreb un expert? Voi transmite întrebarea dumneavoastră și această conversație, care se păstrează până când întrebarea primește răspuns. (da / nu)
notice-answered =
    Răspunsul experților noștri la întrebarea dumneavoastră „{ $question }”. { $alias } scrie:

    { $text }
registered = Înscrierea dumneavoastră la „{ $title }” este confirmată. Începe: { $time }
wait-listed = Nu mai sunt locuri libere la „{ $title }”. Sunteți pe poziția { $position } pe lista de așteptare. Vă voi scrie dacă se eliberează un loc pentru dumneavoastră.
cancelled = Înscrierea dumneavoastră la „{ $title }” a fost anulată.
something-went-wrong = A apărut o eroare și nu am putut răspunde. Vă rog să încercați din nou peste câteva momente.
answer-in-english = Am găsit acest lucru pe paginile platformei. Ele sunt în engleză, de aceea le citez ca atare:
period-label = (programul 2014-2020)
not-known-nearest = Pagina cea mai apropiată este „{ $title }”{ $dated } [1], dar nu răspunde la întrebarea dumneavoastră.
dated = , la data de { $date }
expert-advice = Cereți un sfat despre propria situație, iar nicio pagină pe care o cunosc nu îl oferă.
expert-nearest = Cel mai apropiat lucru găsit (ca informație generală, nu ca răspuns) este „{ $title }”{ $dated } [1].
hello = Bună ziua! Răspund la întrebări despre Policy Learning Platform din paginile ei: servicii, evenimente și bune practici. Vă spun și când o întrebare este pentru un expert. Ce doriți să știți?
welcome = Cu plăcere. Întrebați din nou oricând aveți nevoie.
clarify = Aș dori să vă ajut, dar am nevoie de mai multe detalii: despre ce temă sau serviciu este vorba și în ce regiune sau țară sunteți?
decline-scope = Îmi pare rău, cu aceasta nu vă pot ajuta. Cunosc doar Policy Learning Platform a Interreg Europe: servicii, evenimente, bune practici, teme, program și conturi.
menu-ask = Pune o întrebare
menu-help = Ce știu să fac
menu-expert = Întreabă un expert, o persoană
menu-status = În ce stadiu sunt întrebările mele
menu-settings = Setările mele
menu-organise = Evenimentele mele, pentru organizatori
menu-group-settings = Setările acestui grup
menu-cancel = Oprește ce facem acum
