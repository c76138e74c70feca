# What the helpdesk says in Irish. What is missing here is said in English.

greeting =
    Dia duit! Is mise Policy Helpdesk, cúntóir uathoibríoch an Policy Learning Platform de chuid Interreg Europe – bota, ní duine.

    Cuir ceist orm faoi sheirbhísí, faoi imeachtaí, faoi dhea-chleachtais nó faoi ábhair an ardáin, nó faoi do chuntas. Tugaim freagraí ó leathanaigh an ardáin, luaim mo chuid foinsí lena ndátaí, agus deirim leat nuair nach bhfuil an freagra agam.

    Ní choinním ach an méid atá ag teastáil chun freagra a thabhairt ort agus chun obair leantach a dhéanamh ar do cheist: aitheantóirí agus téacs ár gcomhrá. Scriostar iad tar éis 24 uair an chloig, mura n-aontaíonn tú le níos mó.
not-known =
    Ní bhfuair mé freagra air seo ar na leathanaigh is eol dom. Chuardaigh mé { $documents ->
        [one] leathanach amháin
        [two] { $documents } leathanach
        [few] { $documents } leathanach
        [many] { $documents } leathanach
       *[other] { $documents } leathanach
    } den Policy Learning Platform.
offer-expert = Ar mhaith leat go gcuirfinn an cheist ar shaineolaí? Seolfar do cheist agus an comhrá seo ar aghaidh, agus coinneofar iad go dtí go bhfreagrófar an cheist. (ba mhaith / níor mhaith)
notice-answered =
    Freagra ónár saineolaithe ar do cheist “{ $question }”. Seo a scríobh { $alias }:

    { $text }
registered = Tá do chlárú don imeacht “{ $title }” deimhnithe. Tús: { $time }
wait-listed = Tá an t-imeacht “{ $title }” lán. Is tusa uimhir { $position } ar an liosta feithimh. Scríobhfaidh mé chugat má bhíonn áit ar fáil duit.
cancelled = Tá do chlárú don imeacht “{ $title }” curtha ar ceal.
something-went-wrong = Chuaigh rud éigin amú ar mo thaobhsa agus níorbh fhéidir liom freagra a thabhairt. Bain triail eile as i gceann tamaillín, le do thoil.
answer-in-english = Fuair mé é seo ar leathanaigh an ardáin. Is i mBéarla atá siad, mar sin tugaim focal ar fhocal iad:
period-label = (clár 2014-2020)
not-known-nearest = Is é “{ $title }”{ $dated } [1] an leathanach is gaire, ach ní fhreagraíonn sé do cheist.
dated = , staid: { $date }
expert-advice = Tá tú ag lorg comhairle faoi do chás féin, agus ní thugann aon leathanach ar m’eolas í sin.
expert-nearest = An rud is gaire a fuair mé (mar chúlra, ní mar fhreagra) ná “{ $title }”{ $dated } [1].
hello = Dia duit! Freagraím ceisteanna faoin Policy Learning Platform óna leathanaigh: seirbhísí, imeachtaí agus dea-chleachtais. Deirim freisin nuair is ceist do shaineolaí í. Cad ba mhaith leat a fháil amach?
welcome = Tá fáilte romhat. Cuir ceist arís aon uair is gá.
clarify = Ba mhaith liom cabhrú, ach teastaíonn beagán eile uaim: cén téama nó seirbhís atá i gceist, agus cén réigiún nó tír ina bhfuil tú?
decline-scope = Tá brón orm, ní féidir liom cabhrú leis sin. Níl eolas agam ach ar an Policy Learning Platform de chuid Interreg Europe: seirbhísí, imeachtaí, dea-chleachtais, téamaí, an clár agus cuntais.
menu-ask = Cuir ceist
menu-help = Cad is féidir liom a dhéanamh
menu-expert = Cuir ceist ar shaineolaí, duine
menu-status = Conas atá mo cheisteanna
menu-settings = Mo shocruithe
menu-organise = M’imeachtaí, d’eagraithe
menu-group-settings = Socruithe an ghrúpa seo
menu-cancel = Stop a bhfuil ar siúl againn
