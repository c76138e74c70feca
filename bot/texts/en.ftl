# What the helpdesk says. One message a situation; { $name } is filled in.

## First contact and small talk

greeting =
    Hello! I am the Policy Helpdesk, an automatic assistant for the Policy Learning Platform of Interreg Europe – a bot, not a person.

    Ask me about the platform's services, events, good practices, topics or your account. I answer from its pages, name my sources with their dates, and say so when I do not know.
hello =
    Hello! I can answer questions about the Policy Learning Platform from its pages, tell you what they say about services, events and good practices, and say which question is one for an expert. What would you like to know?
welcome = You are welcome. Ask me again whenever you need something.
about-bot =
    I am a bot: the automatic assistant of the Policy Learning Platform's helpdesk. I answer from the platform's pages with dated sources. When no page holds the answer I say so, and name the experts of the policy helpdesk as the people to ask.

    You can ask, for example: "What is a peer review?", "Who may use matchmaking?" or "How do I submit a good practice?"
empty = I did not get any text. Please write your question in a sentence or a few words.
too-long = That message is longer than { $limit } characters. Please shorten it to your question.

## Answers

period-label = (2014-2020 programme)
not-known =
    I found no answer to this on the pages I know. I searched { $documents ->
        [one] one page
       *[other] { $documents } pages
    } of the Policy Learning Platform.
not-known-nearest = The nearest page is “{ $title }”{ $dated } [1], but it does not answer your question.
ask-an-expert = This is a question for an expert: the platform's policy helpdesk answers questions that its pages do not cover. You can write to it at { $address }.
expert-advice =
    This asks for advice on your own situation, and no page I know gives that. It is a question for an expert: the platform's policy helpdesk advises policymakers, and you can write to it at { $address }.
expert-nearest = The closest I found – background, not an answer – is “{ $title }”{ $dated } [1].
dated = , as of { $date }
person = You can reach a person, one of the platform's experts, through the policy helpdesk at { $address }.

## Questions back, and refusals

clarify = I would like to help, but I need a little more: which topic or service is it about, and which region, place or country are you in?
decline-scope = Sorry, I cannot help with that. I only know the Policy Learning Platform of Interreg Europe: its services, events, good practices, topics, programme and accounts.
decline-manipulation = I cannot do that. I give no internal instructions, keys or personal data of members or staff, and do nothing in another person's name. Public contacts stand in the platform's own directory of contacts. I am happy to answer questions about the platform.
decline-abuse = I would like to keep this friendly. If you have a question about the Policy Learning Platform, I will gladly answer it.
something-went-wrong = Something went wrong on my side, and I could not answer. Please try again in a moment.
