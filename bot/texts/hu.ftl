# What the helpdesk says in Hungarian. What is missing here is said in English.

greeting =
    Jó napot kívánok! A Policy Helpdesk vagyok, az Interreg Europe Policy Learning Platform automatikus asszisztense – bot, nem ember.

    Kérdezzen a platform szolgáltatásairól, rendezvényeiről, jó gyakorlatairól és témáiról vagy a saját fiókjáról. A platform oldalai alapján válaszolok, forrásaimat dátummal együtt megnevezem, és megmondom, ha nem tudom a választ.

    Csak azt őrzöm meg, ami a válaszadáshoz és kérdése további kezeléséhez szükséges: azonosítókat és beszélgetésünk szövegét. Mindkettőt törlöm 24 óra elteltével, kivéve, ha Ön ennél többhöz is hozzájárul.
not-known =
    Erre nem találtam választ az általam ismert oldalakon. A Policy Learning Platform { $documents ->
        [one] egy oldalát
       *[other] { $documents } oldalát
    } néztem át.
offer-expert = Szeretné, hogy megkérdezzek egy szakértőt? Továbbítom a kérdését és ezt a beszélgetést; ezeket a kérdés megválaszolásáig megőrzöm. (igen / nem)
notice-answered =
    Szakértőink válasza a kérdésére: „{ $question }”. { $alias } ezt írja:

    { $text }
registered = Regisztrációját rögzítettem a következő rendezvényre: „{ $title }”. Kezdés: { $time }
wait-listed = Ez a rendezvény betelt: „{ $title }”. Ön a várólista { $position }. helyén áll. Értesítem, ha hely szabadul fel az Ön számára.
cancelled = Töröltem a következő rendezvényre szóló regisztrációját: „{ $title }”.
something-went-wrong = Hiba történt nálam, ezért nem tudtam válaszolni. Kérem, próbálja meg újra egy kis idő múlva.
answer-in-english = Ezt a platform oldalain találtam. Az oldalak angol nyelvűek, ezért szó szerint idézem őket:
period-label = (2014–2020-as program)
not-known-nearest = A legközelebbi oldal: „{ $title }”{ $dated } [1], de ez nem válaszol a kérdésére.
dated = , dátum: { $date }
expert-advice = Saját helyzetére kér tanácsot, és ilyet egyetlen általam ismert oldal sem ad.
expert-nearest = A legközelebbi, amit találtam (háttérként, nem válaszként): „{ $title }”{ $dated } [1].
hello = Jó napot! A Policy Learning Platformmal kapcsolatos kérdésekre az oldalai alapján válaszolok: szolgáltatásokról, rendezvényekről, jó gyakorlatokról. Azt is megmondom, ha egy kérdés szakértőnek való. Mit szeretne tudni?
welcome = Szívesen. Kérdezzen újra, amikor csak szükséges.
clarify = Szívesen segítek, de kicsit többet kell tudnom: melyik témáról vagy szolgáltatásról van szó, és melyik régióban vagy országban van?
decline-scope = Ebben sajnos nem tudok segíteni. Csak az Interreg Europe Policy Learning Platformját ismerem: szolgáltatásait, rendezvényeit, jó gyakorlatait, témáit, programját és fiókjait.
menu-ask = Kérdés feltevése
menu-help = Mit tudok
menu-expert = Szakértő, egy ember megkérdezése
menu-status = Hol tartanak a kérdéseim
menu-settings = Beállításaim
menu-organise = Saját rendezvényeim, szervezőknek
menu-group-settings = A csoport beállításai
menu-cancel = Az éppen folyó dolog megszakítása
