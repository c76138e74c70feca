# What the helpdesk says in French. What is missing here is said in English.

greeting =
    Bonjour ! Je suis le Policy Helpdesk, l’assistant automatique de la Policy Learning Platform d’Interreg Europe : un bot, pas une personne.

    Posez-moi vos questions sur les services, les événements, les bonnes pratiques et les thèmes de la plateforme, ou sur votre compte. Je réponds à partir de ses pages, je cite mes sources avec leur date et je vous le dis quand je ne sais pas.

    Je ne conserve que ce qu’il me faut pour vous répondre et assurer le suivi : des identifiants et le texte de notre conversation. Le tout est supprimé au bout de 24 heures, sauf si vous acceptez une conservation plus étendue.
not-known =
    Je n’ai pas trouvé de réponse à cette question sur les pages que je connais. J’ai cherché dans { $documents ->
        [one] { $documents } page
        [many] { $documents } de pages
       *[other] { $documents } pages
    } de la Policy Learning Platform.
offer-expert = Souhaitez-vous que je pose la question à nos experts ? Je leur transmettrai votre question et cette conversation, qui seront conservées jusqu’à ce que la réponse soit donnée. (oui / non)
notice-answered =
    Réponse de nos experts à votre question « { $question } ». { $alias } écrit :

    { $text }
registered = Votre inscription à « { $title } » est confirmée. Début : { $time }
wait-listed = Il n’y a plus de place pour « { $title } ». Vous êtes en position { $position } sur la liste d’attente. Je vous écrirai si une place se libère pour vous.
cancelled = Votre inscription à « { $title } » est annulée.
something-went-wrong = Un problème est survenu de mon côté et je n’ai pas pu répondre. Veuillez réessayer dans un instant.
answer-in-english = J’ai trouvé ceci sur les pages de la plateforme. Comme elles sont en anglais, je les cite telles quelles :
period-label = (programme 2014-2020)
not-known-nearest = La page la plus proche est « { $title } »{ $dated } [1], mais elle ne répond pas à votre question.
dated = , état : { $date }
expert-advice = Vous demandez un conseil sur votre propre situation, et aucune page que je connais n’en donne.
expert-nearest = Ce que j’ai trouvé de plus proche (du contexte, pas une réponse) : « { $title } »{ $dated } [1].
hello = Bonjour ! Je réponds aux questions sur la Policy Learning Platform à partir de ses pages : services, événements, bonnes pratiques. Je vous dis aussi quand une question relève d’un expert. Que souhaitez-vous savoir ?
welcome = Je vous en prie. N’hésitez pas à me poser d’autres questions.
clarify = Je voudrais vous aider, mais il me faut un peu plus de détails : de quel thème ou service s’agit-il, et dans quelle région ou quel pays êtes-vous ?
decline-scope = Désolé, je ne peux pas vous aider sur ce point. Je ne connais que la Policy Learning Platform d’Interreg Europe : ses services, événements, bonnes pratiques, thèmes, son programme et ses comptes.
menu-ask = Poser une question
menu-help = Ce que je sais faire
menu-expert = Demander à un expert, une personne
menu-status = Où en sont mes questions
menu-settings = Mes réglages
menu-organise = Mes événements, pour les organisateurs
menu-group-settings = Réglages de ce groupe
menu-cancel = Arrêter ce que nous faisons
