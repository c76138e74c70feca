# What the helpdesk says in Maltese. What is missing here is said in English.

greeting =
    Bonġu! Jien Policy Helpdesk, l-assistent awtomatiku tal-Policy Learning Platform ta' Interreg Europe – bot, mhux persuna.

    Staqsini dwar is-servizzi, l-avvenimenti, il-prattiki tajba u s-suġġetti tal-pjattaforma, jew dwar il-kont tiegħek. Inwieġeb abbażi tal-paġni tagħha, insemmi s-sorsi tiegħi bid-dati tagħhom, u ngħidlek meta ma nkunx naf it-tweġiba.

    Inżomm biss dak li neħtieġ biex inwieġbek u nsegwi l-mistoqsija tiegħek: identifikaturi u t-test tal-konversazzjoni tagħna. It-tnejn jitħassru wara 24 siegħa, sakemm ma tagħtix il-kunsens tiegħek għal aktar.
not-known =
    Ma sibtx tweġiba għal dan fil-paġni li naf. Eżaminajt { $documents ->
        [one] paġna waħda
        [two] żewġ paġni
        [few] { $documents } paġni
        [many] { $documents }-il paġna
       *[other] { $documents } paġna
    } tal-Policy Learning Platform.
offer-expert = Tixtieq li nistaqsi lil espert? Ngħaddi l-mistoqsija tiegħek u din il-konversazzjoni; it-tnejn jinżammu sakemm il-mistoqsija tiġi mwieġba. (iva / le)
notice-answered =
    Tweġiba tal-esperti tagħna ({ $alias }) għall-mistoqsija tiegħek “{ $question }”:

    { $text }
registered = Ir-reġistrazzjoni tiegħek għal “{ $title }” hija kkonfermata. Bidu: { $time }
wait-listed = M'għadx hemm postijiet għal “{ $title }”. Inti fil-pożizzjoni { $position } fil-lista ta' stennija. Nikteblek jekk jinħeles post għalik.
cancelled = Ir-reġistrazzjoni tiegħek għal “{ $title }” ġiet ikkanċellata.
something-went-wrong = Inqalgħet problema min-naħa tiegħi u ma stajtx inwieġeb. Jekk jogħġbok erġa' pprova ftit ieħor.
answer-in-english = Sibt dan fuq il-paġni tal-pjattaforma. Huma bl-Ingliż, għalhekk qed nikkwotahom kif inhuma:
period-label = (programm 2014-2020)
not-known-nearest = L-eqreb paġna hija “{ $title }”{ $dated } [1], iżda ma twieġibx il-mistoqsija tiegħek.
dated = , sitwazzjoni: { $date }
expert-advice = Qed titlob parir dwar is-sitwazzjoni tiegħek stess, u l-ebda paġna li naf biha ma tagħtih.
expert-nearest = L-eqreb ħaġa li sibt (bħala sfond, mhux tweġiba) hija “{ $title }”{ $dated } [1].
hello = Bonġu! Inwieġeb mistoqsijiet dwar il-Policy Learning Platform mill-paġni tagħha: servizzi, avvenimenti u prattiki tajba. Ngħid ukoll meta mistoqsija tkun għal espert. X’tixtieq tkun taf?
welcome = M’hemmx imniex. Erġa’ staqsi meta jkollok bżonn.
clarify = Nixtieq ngħinek, imma għandi bżonn ftit aktar: dwar liema tema jew servizz, u f’liema reġjun jew pajjiż qiegħed?
decline-scope = Jiddispjaċini, b’dan ma nistax ngħin. Naf biss dwar il-Policy Learning Platform ta’ Interreg Europe: servizzi, avvenimenti, prattiki tajba, temi, il-programm u l-kontijiet.
menu-ask = Staqsi mistoqsija
menu-help = X'nista' nagħmel
menu-expert = Staqsi lil espert, persuna
menu-status = Kif sejrin il-mistoqsijiet tiegħi
menu-settings = Is-settings tiegħi
menu-organise = L-avvenimenti tiegħi, għall-organizzaturi
menu-group-settings = Is-settings ta' dan il-grupp
menu-cancel = Waqqaf dak li qed nagħmlu
