# What the helpdesk says. One message a situation; { $name } is filled in.

## First contact and small talk

greeting =
    Hello! I am the Policy Helpdesk, an automatic assistant for the Policy Learning Platform of Interreg Europe – a bot, not a person.

    Ask me about the platform's services, events, good practices, topics or your account. I answer from its pages, name my sources with their dates, and say so when I do not know.

    I keep only what I need to answer you and follow up: ids and the text of our conversation. Both are deleted after 24 hours unless you agree to more.
hello =
    Hello! I can answer questions about the Policy Learning Platform from its pages, tell you what they say about services, events and good practices, and say which question is one for an expert. What would you like to know?
welcome = You are welcome. Ask me again whenever you need something.
about-bot =
    I am a bot: the automatic assistant of the Policy Learning Platform's helpdesk. I answer from the platform's pages with dated sources. When no page holds the answer I say so, and offer to ask an expert, who is a person.

    You can ask, for example: "What is a peer review?", "Who may use matchmaking?" or "How do I submit a good practice?"
empty = I did not get any text. Please write your question in a sentence or a few words.
too-long = That message is longer than { $limit } characters. Please shorten it to your question.

## Answers

period-label = (2014-2020 programme)
answer-in-english = I found this on the platform's pages. They are in English, so I quote them as they stand:
not-known =
    I found no answer to this on the pages I know. I searched { $documents ->
        [one] one page
       *[other] { $documents } pages
    } of the Policy Learning Platform.
not-known-nearest = The nearest page is “{ $title }”{ $dated } [1], but it does not answer your question.
expert-advice = This asks for advice on your own situation, and no page I know gives that.
expert-nearest = The closest I found – background, not an answer – is “{ $title }”{ $dated } [1].
dated = , as of { $date }

## Experts and tickets

offer-expert = Shall I ask an expert of the policy helpdesk? Your question and this talk go with it and are kept until it is answered. (yes / no)
offer-declined = All right, I ask nobody. You can write /expert at any time.
button-expert = Ask an expert
expert-what-about = I will gladly ask one of the platform's experts, who are people. What is your question?
expert-about-last = You can have an expert, who is a person, look at your last question: “{ $question }”
ticket-opened = Your question is with the experts now, as number { $number }. The reply comes here, into this chat, signed by the expert. No reply time is promised; “/status” tells how it stands.
office-closed = The office is closed until { $day }.
tickets-none = You have no question with the experts.
ticket-open = Question { $number } (“{ $question }”) waits for an expert; nobody has taken it yet.
ticket-claimed = { $alias }, an expert, has taken question { $number } (“{ $question }”) and has not answered yet.
ticket-waiting = { $alias }, an expert, has asked you something about question { $number } (“{ $question }”) and waits for your reply.
ticket-answered = { $alias }, an expert, has answered question { $number } (“{ $question }”). You can still reply.
ticket-closed = Question { $number } (“{ $question }”) is closed.
ticket-withdrawn = Question { $number } (“{ $question }”) has been taken back.
command-unknown = I do not know that command. Did you mean { $nearest }? There are /expert, /status and /help.

## Questions back, and refusals

clarify = I would like to help, but I need a little more: which topic or service is it about, and which region, place or country are you in?
decline-scope = Sorry, I cannot help with that. I only know the Policy Learning Platform of Interreg Europe: its services, events, good practices, topics, programme and accounts.
decline-manipulation = I cannot do that. I give no internal instructions, keys or personal data of members or staff, and do nothing in another person's name. Public contacts stand in the platform's own directory of contacts. I am happy to answer questions about the platform.
decline-abuse = I would like to keep this friendly. If you have a question about the Policy Learning Platform, I will gladly answer it.
something-went-wrong = Something went wrong on my side, and I could not answer. Please try again in a moment.
sent-again = (Shown again, in case you have not seen it.)
you-asked = You asked: “{ $question }”

## What a member hears of a ticket

notice-claimed = { $alias }, an expert of the policy helpdesk, has taken your question “{ $question }” (ticket { $ticket }) and will write to you here. Until the ticket is closed I, the bot, stay silent.
notice-answered =
    { $alias }, expert, about your question “{ $question }”:

    { $text }
notice-asked-back =
    { $alias }, expert, asks you about your question “{ $question }”:

    { $text }

    Please answer here; { $alias } reads it.
notice-reassigned = Your question “{ $question }” (ticket { $ticket }) is now with { $alias }, who will write to you here.
notice-closed = { $alias } has closed ticket { $ticket }. From here on I, the bot, answer again.

## The experts' desk

desk-greeting =
    The experts' desk. You are { $alias }; members see this name. { $waiting ->
        [0] No ticket waits.
        [one] One ticket waits.
       *[other] { $waiting } tickets wait.
    } Write help for what you can do here.
desk-help =
    list – all tickets that are not closed
    mine – the tickets that you hold
    open 12 – show ticket 12: the question, the talk, the bot's answer, the sources
    claim 12 – take it; the member is told, and the bot stays silent
    answer 12 your text – answer the member
    #12 your text – the same, and takes the ticket first if it is free
    ask 12 your text – ask the member something
    reassign 12 Anna – hand it to a colleague
    close 12 – done; the bot answers again
    help – this text
    quit – leave
desk-none = No tickets.
desk-row = #{ $ticket }  { $state }, { $opened }: { $question }
desk-state-open = free
desk-state-claimed = with { $alias }
desk-state-member-replied = with { $alias }, the member replied
desk-state-waiting-for-member = with { $alias }, waiting for the member
desk-state-answered = answered by { $alias }
desk-state-closed = closed
desk-state-withdrawn = withdrawn by the member
desk-ticket = Ticket #{ $ticket }, { $state }. Asked on { $opened }, language: { $language }.
desk-topic = Topic: { $topic }
desk-question = Question:
desk-talk = Said before:
desk-answer = The bot's answer:
desk-sources = Sources shown:
desk-messages = Said on the ticket:
desk-said-member = Member: { $text }
desk-said-helpdesk = Bot: { $text }
desk-said-expert = { $alias }: { $text }
desk-asked-expert = { $alias } asks: { $text }
desk-claimed = Ticket #{ $ticket } is yours. Answer it with: answer { $ticket } your text
desk-answered = Your answer to ticket #{ $ticket } goes to the member. When it is done: close { $ticket }
desk-asked = Your question goes to the member of ticket #{ $ticket }.
desk-reassigned = Ticket #{ $ticket } is now with { $alias }.
desk-closed = Ticket #{ $ticket } is closed. The bot answers in its conversation again.
desk-news-open = New ticket #{ $ticket }: { $question }
desk-news-yours = Ticket #{ $ticket } is yours now: { $question }
desk-news-replied = Ticket #{ $ticket }, the member writes: { $text }
desk-unknown-command = I do not know “{ $word }”. Write help for what you can do here.
desk-unknown-command-nearest = I do not know “{ $word }”. Did you mean “{ $nearest }”?
desk-number-missing = Which ticket? Write its number, like this: { $example }
desk-number-wrong = “{ $word }” is no ticket number. Write it like this: { $example }
desk-text-missing = The text is missing. Write it like this: { $example }
desk-alias-missing = To whom? Write the colleague's name, like this: { $example }
desk-refused-unknown-ticket = There is no ticket #{ $ticket }.
desk-refused-unknown-expert = I know no expert called “{ $word }”. Known here: { $known }. Colleagues are known once they have opened the desk: helpdesk desk --as Anna
desk-refused-alias-unfit = “{ $word }” can't be the name that members see. Choose one of 1 to 40 characters with a letter in it, and not a word like “bot” or “helpdesk”: helpdesk desk --as Anna
desk-refused-alias-taken = Somebody else is called “{ $word }” already. Choose another name.
desk-refused-taken = Ticket #{ $ticket } is with { $alias }.
desk-refused-already-yours = Ticket #{ $ticket } is yours already.
desk-refused-conversation-held = { $alias } is talking with this member about ticket #{ $other }. Ticket #{ $ticket } can be taken when that one is closed.
desk-refused-not-claimed = Nobody has taken ticket #{ $ticket } yet. Take it first: claim { $ticket }
desk-refused-already-theirs = Ticket #{ $ticket } is with { $alias } already.
desk-refused-unanswered = Ticket #{ $ticket } is not answered yet. Answer it, or ask the member, before you close it.
desk-refused-closed = Ticket #{ $ticket } is closed.
desk-refused-withdrawn = The member has withdrawn ticket #{ $ticket }.
desk-refused-empty = There is no text to send for ticket #{ $ticket }.

## Seats at events

registered = Your registration for “{ $title }” is confirmed. It starts: { $time }
wait-listed = There are no seats left for “{ $title }”. You are number { $position } on the waiting list. I will write to you if a seat becomes free for you.
cancelled = Your registration for “{ $title }” is cancelled.

## Events in lists, and what came of a wish to attend

event-when = { $day }, { $hours } ({ $place })
event-when-own = { $day }, { $hours } ({ $place }), { $own } ({ $where })
event-hours-open = { $day } (hours not yet announced)
event-online = online
event-line = “{ $title }”, { $when }, { $place }.
event-note-free = { $seats ->
        [one] One seat is free.
       *[other] { $seats } seats are free.
    }
event-note-full = It is full; { $waiting ->
        [0] there is a waiting list, and nobody is on it yet.
        [one] one person is on the waiting list.
       *[other] { $waiting } people are on the waiting list.
    }
event-note-save-the-date = Save the date: registration is not open yet.
event-note-closed = Registration is closed.
event-note-cancelled = It is cancelled.
event-note-over = It is over.
event-note-seat = You are registered.
event-note-waiting = You are number { $position } on the waiting list.
event-registered-already = You are registered for “{ $title }” already, and nothing has changed. It starts: { $time }
event-wait-listed-already = You are on the waiting list for “{ $title }” already, as number { $position }. It would start: { $time }
event-wait-listed-when = It would start: { $time }
event-cancelled-when = It was on: { $time }
event-not-registered = You are not registered for “{ $title }” on { $time }, so there is nothing to cancel.
event-promoted = Good news: a seat has become free, and it is yours. You are now registered for “{ $title }”. It starts: { $time }
event-called-off = “{ $title }” on { $time } is cancelled and does not take place.
event-moved = “{ $title }” has moved. It now starts: { $time }. Before, it was announced for: { $before }.
event-moved-too = It has also moved: before, it was announced for: { $before }.
event-reopened = “{ $title }” takes place after all. It starts: { $time }.
event-place = “{ $title }” is now held here: { $place }.
event-link = The link for joining “{ $title }”: { $link }
event-link-changed = The link for joining “{ $title }” has changed. Please use this one: { $link }
event-link-gone = The link for joining “{ $title }” that you have is no longer valid. When there is a new one, I will send it to you here.
event-seat-kept = Your seat is kept. If you cannot come then, tell me, and it goes to whoever waits for one.
event-place-kept = You are still on the waiting list, as number { $position }. If you cannot come then, tell me.
event-news-file = The calendar file { $name } brings your calendar up to date.
event-role-asked = “{ $title }” on { $time } is not open to everyone. { $who } Do you belong to them?
event-role-check = “{ $title }” on { $time } is not open to everyone. { $who } I cannot check that you belong to them, so I have not registered you; one of the experts has to confirm it first.
event-restricted = I cannot register you for “{ $title }” on { $time }. { $who }
event-save-the-date = “{ $title }” on { $time } is only a save the date so far: registration is not open yet, and I cannot book a seat.
event-past = “{ $title }” on { $time } is over, so I cannot register you for it.
event-closed = Registration for “{ $title }” on { $time } is closed.
event-which = Which one do you mean?
event-none = I do not know of such an event.
event-none-then = I know of no such event on these days.
event-nearest = What comes nearest:
event-list = These events are coming up. Write, for example, “sign me up for the first one”.
event-list-nearest = I know of no event like that. These come nearest:
event-list-more = … and { $count } more. Ask for a topic, a month or a kind of event to see them.
event-list-none = No events are announced at the moment.
event-offer-seat = I can register you for “{ $title }”. It starts: { $time }
event-offer-waiting = There are no seats left for “{ $title }”. I can put you on the waiting list as number { $position }. It would start: { $time }
event-offer = For that I keep your registration with your chat name. Shall I? (yes / no)
event-offer-declined = All right, nothing is registered.
event-mine = You are registered for:
event-mine-none = You are not registered for any event.
event-mislabelled = “{ $label }” is a mistake for that day: then it is { $right }.
event-time-there = “{ $title }” is at { $hours } in { $place }.
event-file = The calendar file { $name } goes with this reply. The link for joining is in it only for those who have a seat.
