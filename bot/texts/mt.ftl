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
