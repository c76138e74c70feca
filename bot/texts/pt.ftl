# What the helpdesk says in Portuguese. What is missing here is said in English.

greeting =
    Olá! Sou o Policy Helpdesk, o assistente automático da Policy Learning Platform do Interreg Europe: um bot, não uma pessoa.

    Pode perguntar-me sobre os serviços, os eventos, as boas práticas e os temas da plataforma ou sobre a sua conta. Respondo com base nas páginas da plataforma, indico as minhas fontes com a respetiva data e digo-lhe quando não sei a resposta.

    Guardo apenas o que é necessário para lhe responder e dar seguimento à sua pergunta: identificadores e o texto da nossa conversa. Tudo é apagado ao fim de 24 horas, salvo se der o seu consentimento para mais.
not-known =
    Não encontrei resposta a esta pergunta nas páginas que conheço. Pesquisei { $documents ->
        [one] { $documents } página
        [many] { $documents } de páginas
       *[other] { $documents } páginas
    } da Policy Learning Platform.
offer-expert = Deseja que pergunte a um dos nossos especialistas? Enviarei a sua pergunta e esta conversa, que serão guardadas até a pergunta ter resposta. (sim / não)
notice-answered =
    Resposta dos nossos especialistas à sua pergunta «{ $question }». { $alias } escreve:

    { $text }
registered = A sua inscrição em «{ $title }» está confirmada. Início: { $time }
wait-listed = Já não há lugares para «{ $title }». Está na posição { $position } da lista de espera. Enviarei uma mensagem se ficar livre um lugar para si.
cancelled = A sua inscrição em «{ $title }» foi cancelada.
something-went-wrong = Ocorreu um problema do meu lado e não consegui responder. Tente novamente dentro de momentos, por favor.
answer-in-english = Encontrei isto nas páginas da plataforma. Como estão em inglês, cito-as tal como são:
period-label = (programa 2014-2020)
not-known-nearest = A página mais próxima é «{ $title }»{ $dated } [1], mas não responde à sua pergunta.
dated = , à data de { $date }
expert-advice = O seu pedido é de aconselhamento sobre a sua própria situação, e nenhuma página que conheço o dá.
expert-nearest = O mais próximo que encontrei (como contexto, não como resposta) é «{ $title }»{ $dated } [1].
hello = Bom dia! Respondo a perguntas sobre a Policy Learning Platform a partir das suas páginas: serviços, eventos e boas práticas. Digo também quando uma pergunta é para um perito. O que deseja saber?
welcome = De nada. Pergunte de novo sempre que precisar.
clarify = Gostaria de ajudar, mas preciso de um pouco mais: de que tema ou serviço se trata, e em que região ou país está?
decline-scope = Lamento, nisso não posso ajudar. Só conheço a Policy Learning Platform do Interreg Europe: serviços, eventos, boas práticas, temas, programa e contas.
menu-ask = Fazer uma pergunta
menu-help = O que sei fazer
menu-expert = Perguntar a um perito, uma pessoa
menu-status = Como estão as minhas perguntas
menu-settings = As minhas definições
menu-organise = Os meus eventos, para organizadores
menu-group-settings = Definições deste grupo
menu-cancel = Parar o que estamos a fazer
