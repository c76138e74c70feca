# What the helpdesk says in Spanish. What is missing here is said in English.

greeting =
    ¡Hola! Soy Policy Helpdesk, el asistente automático de la Policy Learning Platform de Interreg Europe: un bot, no una persona.

    Pregúnteme por los servicios, los eventos, las buenas prácticas y los temas de la plataforma, o por su cuenta. Respondo a partir de las páginas de la plataforma, cito mis fuentes con su fecha y le aviso cuando no conozco la respuesta.

    Conservo únicamente lo necesario para responderle y dar seguimiento a su pregunta: identificadores y el texto de nuestra conversación. Todo ello se elimina al cabo de 24 horas, salvo que usted autorice una conservación más amplia.
not-known =
    No he encontrado respuesta a esto en las páginas que conozco. He buscado en { $documents ->
        [one] una página
        [many] { $documents } de páginas
       *[other] { $documents } páginas
    } de la Policy Learning Platform.
offer-expert = ¿Desea que consulte a nuestro equipo de expertos? Le transmitiré su pregunta y esta conversación, que se conservarán hasta que la pregunta quede respondida. (sí / no)
notice-answered =
    Respuesta de nuestro equipo de expertos a su pregunta «{ $question }». { $alias } escribe:

    { $text }
registered = Su inscripción en «{ $title }» está confirmada. Comienzo: { $time }
wait-listed = No quedan plazas para «{ $title }». Ocupa usted el puesto { $position } de la lista de espera. Le escribiré si queda libre una plaza para usted.
cancelled = Su inscripción en «{ $title }» ha quedado cancelada.
something-went-wrong = Se ha producido un error por mi parte y no he podido responder. Inténtelo de nuevo dentro de un momento, por favor.
answer-in-english = He encontrado esto en las páginas de la plataforma. Están en inglés, por eso las cito tal cual:
period-label = (programa 2014-2020)
not-known-nearest = La página más cercana es «{ $title }»{ $dated } [1], pero no responde a su pregunta.
dated = , a fecha de { $date }
expert-advice = Usted pide consejo sobre su propia situación, y ninguna página que conozco lo da.
expert-nearest = Lo más cercano que he encontrado (como contexto, no como respuesta) es «{ $title }»{ $dated } [1].
hello = ¡Hola! Respondo a preguntas sobre la Policy Learning Platform a partir de sus páginas: servicios, eventos y buenas prácticas. También le digo cuándo una pregunta es para un experto. ¿Qué desea saber?
welcome = De nada. Pregúnteme de nuevo cuando lo necesite.
clarify = Me gustaría ayudarle, pero necesito un poco más: ¿de qué tema o servicio se trata, y en qué región o país está usted?
decline-scope = Lo siento, en eso no puedo ayudarle. Solo conozco la Policy Learning Platform de Interreg Europe: sus servicios, eventos, buenas prácticas, temas, programa y cuentas.
menu-ask = Hacer una pregunta
menu-help = Qué puedo hacer
menu-expert = Preguntar a un experto, una persona
menu-status = Cómo van mis preguntas
menu-settings = Mis ajustes
menu-organise = Mis eventos, para organizadores
menu-group-settings = Ajustes de este grupo
menu-cancel = Dejar lo que estamos haciendo
