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
answer-approved = { $alias }, an expert, has answered this question before. The answer was approved on { $date }:
answer-differs = The sources do not agree. This is what each of them says, the newest first:
differs-as-of = As of { $date }:
differs-undated = Without a date:
over-call = (The call closed on { $date }.)
over-closed = (That closed on { $date }.)
over-day = (That was on { $date }.)
topics-only = I found no answer to that on the { $count ->
        [one] topic
       *[other] topics
    } of this channel ({ $topics }), and I answer on nothing else here. Please ask me in a private chat: there I look through all pages and can pass your question to an expert.
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

## What comes with an answer

more-commands = About an answer you can write { $commands }.
why-question = You asked: “{ $question }”
why-searched = I searched { $documents ->
        [one] one page
       *[other] { $documents } pages
    }. These came nearest: { $pages }.
why-searched-in-talk = I searched { $documents ->
        [one] one page
       *[other] { $documents } pages
    }, with what you had asked before in mind. These came nearest: { $pages }.
why-searched-none = I searched { $documents ->
        [one] one page
       *[other] { $documents } pages
    } and none came near.
why-taken = From them I took, word for word:
why-written = A language model ({ $model }) put the answer into its own words. Each of its sentences was checked against what the pages say:
why-approved = I did not write this: { $alias }, an expert, answered the same question before, and that answer was approved for others. I repeat it as it stands [{ $n }].
why-sure = How sure I am: I put the chance that this answers your question at { $percent }%. Below { $least }% I would not have answered.
why-unsure = How sure I am: I put the chance that these pages answer your question at only { $percent }%. Below { $least }% I do not answer.
why-advice = Your question asks for advice on your own situation. Pages can't give that, so I did not answer it, however near they came.
why-age = { $count ->
        [one] What I cite is as of { $date }
       *[other] The oldest page that I cite is as of { $date }
    }; what it says may have changed since.
why-undated = A page that I cite carries no date.
why-old-programme = A page that I cite belongs to the 2014-2020 programme, and today's rules may differ.
why-not-found = These words of your question stand on none of the pages that I found: { $words }.
why-no-pages = I took “{ $question }” for a message that pages do not answer, so I quoted none.
why-none = I have given you no answer yet that I could explain.
why-unknown = I know no answer of yours with the number { $id }.
why-private = That answer is not for this conversation. Please ask me about it in a private chat.
note-sent = Here is a briefing note on “{ $question }”, as Markdown and as a Word file.
note-no-pages = There is nothing from pages to note down about “{ $question }”.
note-title = Briefing note
note-author = Policy Helpdesk
note-answered = Answered on { $day } by the automatic assistant of the Policy Helpdesk, as number { $id }.
note-question = Question
note-synthesis = Synthesis, worded by a language model
note-quotations = Quotations, word for word from the pages
note-quotations-none = No page was found that answers the question.
note-judgement = Judgement of experts
note-judgement-none = No expert has looked at this question.
note-references = References
note-references-none = There are none.
note-caveats = What is not known, and what to mind
note-as-of = as of { $date }
note-undated = undated
note-period = { $period } programme
note-no-answer = The pages known to the assistant do not answer the question.
note-unsure = The assistant puts the chance that this answers the question at { $percent }% only.
note-differs = The sources do not agree; each is quoted with its date.
note-old-programme = A source belongs to the 2014-2020 programme; today's rules may differ.
note-no-date = Source { $n } carries no date.
note-old = Source { $n } is as of { $date }; what it says may have changed since.
note-not-found = These words of the question stand on none of the pages found: { $words }.
note-written = The synthesis was worded by a language model ({ $model }); each of its sentences was checked against the quotations, by a machine.
note-made-by = This note was put together automatically from answer { $id }. Nobody has reviewed it.
feedback-solved = I am glad that this helped. I have noted it.
feedback-unsolved = I am sorry that this did not help. I have noted it.
feedback-rephrase = Would you say it in other words? You can also ask an expert.
feedback-again = I have noted that already, thank you.
feedback-none = There is no answer of mine yet that you could judge.

## Experts and tickets

offer-expert = Shall I ask an expert of the policy helpdesk? Your question and this talk go with it and are kept until it is answered. (yes / no)
offer-declined = All right, I ask nobody. You can write /expert at any time.
button-expert = Ask an expert
button-why = Why this answer?
button-note = Briefing note
button-solved = That helped
button-unsolved = That did not help
expert-what-about = I will gladly ask one of the platform's experts, who are people. What is your question?
expert-about = You can have an expert, who is a person, look at your question: “{ $question }”
ticket-opened = Your question is with the experts now, as number { $number }. The reply comes here, into this chat, signed by the expert. No reply time is promised; “/status” tells how it stands.
office-closed = The office is closed until { $day }.
ticket-not-yours = That question belongs to somebody else, or there is no such question. “/status” tells how yours stand.
lead-ticket = My question
tickets-none = You have no question with the experts.
ticket-open = Question { $number } (“{ $question }”) waits for an expert; nobody has taken it yet.
ticket-claimed = { $alias }, an expert, has taken question { $number } (“{ $question }”) and has not answered yet.
ticket-waiting = { $alias }, an expert, has asked you something about question { $number } (“{ $question }”) and waits for your reply.
ticket-answered = { $alias }, an expert, has answered question { $number } (“{ $question }”). You can still reply.
ticket-closed = Question { $number } (“{ $question }”) is closed.
ticket-withdrawn = Question { $number } (“{ $question }”) has been taken back.
command-unknown = I do not know that command. Did you mean { $nearest }? There are /expert, /status, /settings, /why, /note, /solved, /unsolved, /link, /unlink and /help, and in a form /back, /skip, /cancel and /continue.

## Questions back, and refusals

clarify = I would like to help, but I need a little more: which topic or service is it about, and which region, place or country are you in?
decline-scope = Sorry, I cannot help with that. I only know the Policy Learning Platform of Interreg Europe: its services, events, good practices, topics, programme and accounts.
decline-manipulation = I cannot do that. I give no internal instructions, keys or personal data of members or staff, and do nothing in another person's name. Public contacts stand in the platform's own directory of contacts. I am happy to answer questions about the platform.
decline-for-others = Each person registers, subscribes and cancels for themselves, because they have to agree by themselves. I keep nothing about a colleague and change nothing of theirs. Your colleague can write to me here, or sign up on the event's own page. For yourself I gladly do it: which event or service is it?
decline-contact = I give no phone numbers, e-mail addresses or other personal details of people. The official ways: the directory of contacts and the contact form on the Interreg Europe website, and for experts this chat: write /expert and your question, and their reply comes here.
nothing-asked = I have asked you nothing that this would answer. What would you like to know?
unhelpful = Sorry that this did not help.
refused-again = That is twice that I could not help.
decline-abuse = I would like to keep this friendly. If you have a question about the Policy Learning Platform, I will gladly answer it.
something-went-wrong = Something went wrong on my side, and I could not answer. Please try again in a moment.
slow-down = You write faster than I can be of use. Please wait a minute, then ask me one thing at a time; what you wrote since I have left unanswered.
sent-again = (Shown again, in case you have not seen it.)
you-asked = You asked: “{ $question }”
personal-in-private = That is for you alone, so I have answered you in private.
personal-not-here = That is for one person alone, and others read along here. Please write to me in a direct message.

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

## Telegram

menu-ask = Ask a question
menu-help = What I can do
menu-expert = Ask an expert, who is a person
menu-status = How my questions stand
menu-settings = My settings
menu-organise = My events, for organisers
menu-list = What waits for an expert
menu-mine = My tickets
menu-desk-help = What I understand here
menu-group-settings = Settings of this group
menu-cancel = Stop what we are doing
telegram-go-private = Go on in private
telegram-tick-first = Tick one choice at least, or write it.
telegram-not-your-button = This button is for whoever asked. Ask me yourself, and I will answer you.
telegram-nobodys-button = I can't tell any more whose question this was. Ask me again by /ask, and I will answer you.
telegram-settings =
    What I do in this { $where ->
        [topic] topic
       *[group] group
    }. Each press holds at once.

    Tick the topics that I answer on. With none ticked I answer on all; with some, only pages on them are used here, and questions on services, events and accounts are for the private chat.{ $where ->
        [topic] {" "}What is set here goes before what is set for the whole group.
       *[group] {""}
    }
telegram-settings-unasked = Answer without being named
telegram-settings-no-unasked = Answer without being named: not possible
telegram-settings-not-shown = Telegram shows me only messages that are meant for me. Make me an administrator of this group, or turn my privacy mode off with BotFather.
telegram-settings-who-label = Who may change this
telegram-settings-who = The owner and admins may, always. They let somebody else by replying to a message of theirs with “/settings add”, and end that by a press on the name.
telegram-settings-as-group = As in the whole group
telegram-settings-as-group-done = In this topic I do what I do in the whole group again. What was set for the topic alone is gone.
telegram-settings-no-as-group = Only the owner and admins of this group can have me do here what I do in the whole group.
telegram-settings-done = Done
telegram-settings-refused = Only the owner and admins of this group, and people whom they have named, may change what I do here. Your own settings are in our private chat: /settings
telegram-settings-unknown = I could not find out whether you may change this, so nothing has changed. Please try again.
telegram-settings-over = This is settled already. Write /settings for a new one.
telegram-settings-no-keeper = Only the owner and admins of this group say who else may change this.
telegram-settings-add-how = To let somebody change this, reply to a message of theirs with “/settings add”.
telegram-settings-added = { $who } may change what I do here now.
telegram-settings-full = No more than { $most } people can be named. Press on a name to take it off.
telegram-settings-admin = An admin
telegram-settings-told = { $who } has set what I do in this { $where ->
    [topic] topic
   *[group] group
}.
telegram-settings-topics = • I answer on: { $topics }.
telegram-settings-all = • I answer on all topics.
telegram-settings-told-asked = • I answer when I am asked: by /ask, by name, or by a reply to me.
telegram-settings-told-unasked = • I read along, and answer questions that surely have an answer, although nobody has named me. What I leave unanswered I don't keep.
telegram-settings-told-keepers = • Besides the owner and admins this may be changed by: { $keepers }.
telegram-not-yours = Ticket #{ $ticket } is not yours now, or this is no longer possible. “Open” shows how it stands.
telegram-prompt-answer = answer #{ $ticket }: reply to this message with your answer. The member will read it as you write it.
telegram-prompt-ask = ask #{ $ticket }: reply to this message with your question to the member.
telegram-prompt-snooze = snooze #{ $ticket }: until when? Choose, or reply to this message with a time like 3d, friday or 2026-03-05 14:00.
telegram-prompt-reassign = reassign #{ $ticket }: choose a colleague, or reply to this message with a name.

## Two chats of one person

link-code = To have the same questions and registrations in another chat with me, on another platform, write there: “/link { $code }”. The code works once, for { $minutes } minutes. Give it to nobody else.
link-tap = Is the other chat in { $platform }? Then open { $address } there instead, and say yes.
link-agree = This code was asked for on { $platform } at { $time }. If that was you, I can join both chats: your questions to experts, your registrations and your settings are then the same in both. Of two places at one event the better one stays, of two choices of settings the newer one. Shall I?
linked = Done. Both chats are yours now: “/status”, “/settings” and your registrations are the same in both. “/unlink” takes a chat out again.
link-declined = All right, I have joined nothing.
link-unknown = I do not know this code. It may have been used, or be older than a quarter of an hour. Write “/link” in your other chat for a new one.
link-own = This is your own code, for your other chat. Write it there.
link-nowhere = I can't tell who you are here, so there is nothing to join.
unlinked = Done. From now on this chat stands for itself; what was joined until now stays where it is.
unlink-nothing = This chat was not joined with another one.

## Organisers of events

organise-refused = That is for those who organise events, and whoever runs the helpdesk says who they are. You can ask me which events are coming up, or write /expert to reach a person.
organise-none = You have no event that is coming or was lately. Those are yours that name { $name } as their organiser.
organise-unknown = I know no event of yours with the id “{ $id }”. Write /organise to see those that are yours.
organise-list = Your events:
organise-seats = { $seats ->
        [one] One seat
       *[other] { $seats } seats
    }
organise-no-limit = No limit of seats
organise-numbers = { $seats }, { $seated } registered, { $waiting } waiting.
organise-id = Id: { $id }
organise-more = { $count ->
        [one] One more is on the next page: write “/organise { $page }”.
       *[other] { $count } more are on the next pages: write “/organise { $page }”.
    }
organise-hint = Write /attendees, /announce or /export with an event's id or number behind it.
button-attendees = Who is coming
button-announce = Announce
button-export = Export
button-organise-more = More events
attendees-seated = has a seat
attendees-waiting = on the waiting list
attendees-none = Nobody is registered yet.
attendees-more = { $count ->
        [one] One more is in the file: /export gives it.
       *[other] { $count } more are in the file: /export gives it.
    }
attendees-cancelled = { $count ->
        [one] One more has cancelled.
       *[other] { $count } more have cancelled.
    }
export-done = Here is the table of who registered for “{ $title }”, { $name }. It has { $count ->
        [one] one row
       *[other] { $count } rows
    }, cancelled registrations included. It holds personal data: keep it only as long as you need it.
announcement-people = { $count ->
        [one] one person
       *[other] { $count } people
    }
announcement-made = { $count ->
        [one] One person who is registered for “{ $title }” will be told.
       *[other] { $count } people who are registered for “{ $title }” will be told.
    }
announcement-silent = { $count ->
        [one] One more was registered without a chat and is told nothing.
       *[other] { $count } more were registered without a chat and are told nothing.
    }
announcement-told =
    { $name }, organiser of “{ $title }”, writes:

    { $text }
announcement-too-many = “{ $title }” has had { $most } announcements within a day, which is as many as I pass on. Please wait until tomorrow.
announcement-nobody = Nobody who is registered for “{ $title }” has a chat with me, so there is nobody to tell.
announcement-too-late = “{ $title }” was over a month ago, so I pass on no more announcements of it.
announcement-holds-link = Your text holds the link for joining “{ $title }”. Whoever has a seat is told it by me, and those who wait may not have it. Please write /announce again, without the link.

## What comes where words are wanted

instead-voice = I can't listen to recordings yet. Please write your question in a few words.
instead-photo = I can't see pictures. Please write your question; if it is about a page or a form, say which one.
instead-file = I can't open files that are sent to me. Please write what you would like to know about it.
instead-contact = I don't need a contact, and have kept nothing of it. Please write your question.
instead-location = I don't need to know where you are, and have kept nothing of it. If your country matters for your question, write its name.
instead-other = I can only read words. Please write your question.
instead-link = This link has been used already, is too old, or was made for somebody else. Just write your question here.
instead-ticket-link = This link has worked already, and each works once. Write “/status”, and I will tell you how your questions stand.
instead-unnamed = You write here in the name of a group or a channel, so I can't tell who you are. Please write it again under your own name, and I will answer you.
instead-group = I am the Policy Helpdesk, a bot for questions about the Policy Learning Platform of Interreg Europe. Here I am shown only messages that are meant for me: write /ask and your question, name me with @, or reply to something I have said. What is personal I answer in a private chat. Whoever runs this group sets what I do here by /settings.
instead-group-open = I am the Policy Helpdesk, a bot for questions about the Policy Learning Platform of Interreg Europe. Write /ask and your question, name me with @, or reply to something I have said; all else I leave alone and do not keep. What is personal I answer in a private chat. Whoever runs this group sets what I do here by /settings.
came-voice = (sent a recording, which can't be passed on)
came-photo = (sent a picture or a film, which can't be passed on)
came-file = (sent a file, which can't be passed on)
came-contact = (sent a contact, which was not kept)
came-location = (sent a place, which was not kept)
came-other = (sent something without words, which can't be passed on)
came-link = (came by a link)
came-ticket-link = (came by a link)
came-unnamed = (wrote in the name of a group or channel)
came-group = (let the helpdesk into a group)
came-group-open = (let the helpdesk into a group)

## While a reply is being made

still-writing = ✍️ …

## Answers that their asker saw first

shared = Shared by whoever asked:
share-gone = I no longer have this answer, so I can't share it. Please ask again.

## Questions that were put to everybody

unasked = I am the helpdesk's bot. Nobody asked me, but I know a page on this:

## Slack

slack-open-form = Open as a form
slack-form-send = Send
slack-ask-title = Ask the helpdesk
slack-ask-label = What would you like to know?
slack-thinking = is looking it up …
slack-prompts = You could ask, for example:
slack-settings-title = This channel
slack-settings-topics = I answer here on
slack-settings-topics-hint = Tick none to have everything answered. With topics ticked, only pages on them are used here, and questions on services, events and accounts are for direct messages.
slack-settings-manner = How I answer
slack-settings-manner-hint = I am silent wherever I am not sure. What I leave unanswered I don't keep.
slack-settings-unasked = Answer questions here although nobody has named me
slack-settings-private-first = Show an answer to its asker alone, who may share it
slack-settings-keepers = Who may change this
slack-settings-keepers-hint = Besides owners and admins of the workspace, who always may.
slack-settings-refused = Only owners and admins of this workspace, and people whom they have named for it, may change what I do here.
slack-settings-told = { $who } has set what I do in this channel.
slack-settings-told-topics = • I answer on: { $topics }.
slack-settings-told-all = • I answer on all topics.
slack-settings-told-asked = • I answer when I am named, and in the threads in which I was.
slack-settings-told-unasked = • I read along, and answer questions that surely have an answer, although nobody has named me. What I leave unanswered I don't keep.
slack-settings-told-private-first = • Answers are seen by their asker alone, until they share them.
slack-share = Share with everybody
slack-settings-told-keepers = • Besides owners and admins this may be changed by: { $keepers }.
slack-command-in-private = I answer in our direct messages.
slack-not-here = This workspace has removed me, so I can't answer here. Whoever installs apps here can add me again.
slack-installed = The Policy Helpdesk is installed in { $name }. You can close this page and write to it in Slack.
slack-install-declined = Nothing was installed.
slack-install-failed = The Policy Helpdesk could not be installed. Its page works for ten minutes, once, and in the browser that opened it; please begin again.
slack-home-intro = I am the Policy Helpdesk, an automatic assistant for the Policy Learning Platform of Interreg Europe – a bot, not a person. Ask me here or by a direct message; where no page holds the answer, I bring in an expert.
slack-home-ask = Ask a question
slack-home-events = Coming events
slack-say-events = Which events are coming up?
slack-home-tickets = My questions to experts
slack-home-no-tickets = None.
slack-home-registrations = My registrations
slack-home-no-registrations = None yet.
slack-home-events-title = Upcoming events
slack-home-no-events = None are announced.
slack-home-organised = Events you organise
slack-home-events-on-topics = Upcoming events on your topics
slack-home-topics = Your topics: { $topics }
slack-home-no-events-on-topics = None are announced on them at the moment.
slack-home-hint = Choose the topics that interest you under “Settings”, and you see the events on them here.
slack-home-settings-title = My settings
slack-home-no-settings = You have chosen nothing yet.
slack-home-kept-title = What I keep
slack-home-kept = Ids and the text of our conversation, deleted after 24 hours unless you agreed to more; your settings, until you delete them. You can write /help at any time.
prompt-status = How does my question stand?
prompt-mine = My registrations
prompt-mine-said = What am I registered for?
prompt-register = Register: { $title }
prompt-register-said = I would like to register for “{ $title }”
prompt-own-events = Events on my topics
prompt-own-events-said = Which events are coming up on my topics?
prompt-events = Coming events
prompt-events-said = Which events are coming up?
prompt-services = Which services are there?
prompt-services-said = Which services does the platform offer?

## A member's own settings

interests-set = I have set that.
interests-topics = Topics that interest you: { $topics }.
interests-lead = Events on them come first when I list events for you.
interests-no-lead = Lists of events stay in the order of their days; “events for me” shows those on your topics.
interests-kept = I keep this until you delete it: change it with “/settings”, delete it with “/settings delete”.
interests-events = Coming up on your topics:
interests-no-events = No events are announced on your topics at the moment.
interests-deleted = Deleted. I keep no settings of yours any more, and events are the same for you as for everybody.
interests-none = I keep no settings of yours.
interests-list = These events are coming up on your topics ({ $topics }). Write, for example, “sign me up for the first one”.
interests-list-none = No events are announced on your topics ({ $topics }) at the moment. Ask “what events are coming up?” for all.
interests-hint = Tell me by “/settings” which topics interest you, and I show you the events on them.

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
    snooze 12 tomorrow – leave it alone until then; also 2h, 3d, monday, 2026-03-05 or 2026-03-05 14:00
    wake 12 – wake it before that
    close 12 – done; the bot answers again
    admit 12 – give the seat that ticket 12 asks for, at an event that is not open to everyone; you may add a text
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
desk-asleep = asleep until { $until }
desk-asleep-head = Asleep until { $until }, as { $alias } wished.
desk-woken-by-time-held = Ticket #{ $ticket } is awake again, { $alias }: the time you gave it is over.
desk-woken-by-time-free = Ticket #{ $ticket } is awake again, and free to take.
desk-woken-by-member-held = Ticket #{ $ticket } is awake again, { $alias }: the member has written.
desk-woken-by-member-free = Ticket #{ $ticket } is awake again, as the member has written. It is free to take.
desk-sleep-hour = In an hour
desk-sleep-afternoon = This afternoon, 14:00
desk-sleep-tomorrow = Tomorrow, 09:00
desk-sleep-day = { $moment }
desk-state-withdrawn = withdrawn by the member
desk-ticket = Ticket #{ $ticket }, { $state }. Asked on { $opened }, language: { $language }.
desk-topic = Topic: { $topic }
desk-question = Question:
desk-talk = Said before:
desk-answer = The bot's answer:
desk-draft = A draft from the pages, which nobody has sent. Check it before you use any of it:
desk-sources = Sources shown:
desk-messages = Said on the ticket:
desk-said-member = Member: { $text }
desk-said-helpdesk = Bot: { $text }
desk-said-expert = { $alias }: { $text }
desk-asked-expert = { $alias } asks: { $text }
desk-claimed = Ticket #{ $ticket } is yours. Answer it with: #{ $ticket } your text
desk-answered = Your answer to ticket #{ $ticket } goes to the member. When it is done: close #{ $ticket }
desk-asked = Your question goes to the member of ticket #{ $ticket }.
desk-reassigned = Ticket #{ $ticket } is now with { $alias }.
desk-snoozed = Ticket #{ $ticket } sleeps until { $until }, or until the member writes. To wake it before: wake #{ $ticket }
desk-woken = Ticket #{ $ticket } is awake.
desk-closed = Ticket #{ $ticket } is closed. The bot answers in its conversation again.
desk-admits = I confirm that “{ $title }” is open to you.
desk-admitted = The member of ticket #{ $ticket } is registered and gets your answer and the calendar file. When it is done: close { $ticket }
desk-admits-nobody = Ticket #{ $ticket } asks for no seat at an event. Only tickets of members who ask for an event that is not open to everyone can be admitted.
desk-not-admitted = Nobody was registered by ticket #{ $ticket }: “{ $title }” { $reason ->
    [cancelled] is cancelled
    [past] is over
    [save-the-date] is a save the date so far
   *[closed] takes no registrations
}.
desk-news-open = New ticket #{ $ticket }: { $question }
desk-news-yours = Ticket #{ $ticket } is yours now: { $question }
desk-news-replied = Ticket #{ $ticket }, the member writes: { $text }
desk-unknown-command = I do not know “{ $word }”. Write help for what you can do here.
desk-unknown-command-nearest = I do not know “{ $word }”. Did you mean “{ $nearest }”?
desk-number-missing = Which ticket? Write its number, like this: { $example }
desk-number-wrong = “{ $word }” is no ticket number. Write it like this: { $example }
desk-text-missing = The text is missing. Write it like this: { $example }
desk-alias-missing = To whom? Write the colleague's name, like this: { $example }
desk-moment-missing = Until when? Write it like this: { $example }
desk-refused-unknown-ticket = There is no ticket #{ $ticket }.
desk-refused-unknown-expert = I know no expert called “{ $word }”. Known here: { $known }. Colleagues are known once they have opened the desk: helpdesk desk --as Anna
desk-refused-alias-unfit = “{ $word }” can't be the name that members see. Choose one of 1 to 40 characters with a letter in it, and not a word like “bot” or “helpdesk”: helpdesk desk --as Anna
desk-refused-alias-taken = Somebody else is called “{ $word }” already. Choose another name.
desk-refused-taken = Ticket #{ $ticket } is with { $alias }.
desk-refused-already-yours = Ticket #{ $ticket } is yours already.
desk-refused-conversation-held = { $alias } is talking with this member about ticket #{ $other }. Ticket #{ $ticket } can be taken when that one is closed.
desk-refused-not-claimed = Nobody has taken ticket #{ $ticket } yet. Take it first: claim #{ $ticket }
desk-refused-already-theirs = Ticket #{ $ticket } is with { $alias } already.
desk-refused-unanswered = Ticket #{ $ticket } is not answered yet. Answer it, or ask the member, before you close it.
desk-refused-closed = Ticket #{ $ticket } is closed.
desk-refused-withdrawn = The member has withdrawn ticket #{ $ticket }.
desk-refused-empty = There is no text to send for ticket #{ $ticket }.
desk-refused-moment-unknown = I can't read “{ $word }” as a time. Write one like 2h, 3d, tomorrow, monday, 14:00, 2026-03-05 or 2026-03-05 14:00.
desk-refused-moment-past = That time is over already. Ticket #{ $ticket } can sleep until a time that is still to come.
desk-refused-moment-far = A ticket can sleep for { $weeks } weeks at most. Write a nearer time for ticket #{ $ticket }.
desk-refused-awake = Ticket #{ $ticket } is awake.

## The desk in a room of experts on a chat platform

desk-card-free = Nobody has taken it yet. To take and answer it at once, write: #{ $ticket } your text
desk-card-held = What { $alias } replies to this message goes to the member, word for word. Replies that mention a colleague stay here.
desk-card-moved = Ticket #{ $ticket }: its card stands further down now.
desk-card-again = The card of ticket #{ $ticket } comes again.
desk-button-claim = Take it
desk-button-open = Open
desk-button-answer = Answer
desk-button-ask = Ask the member
desk-button-reassign = Hand on
desk-button-snooze = Snooze
desk-button-wake = Wake it
desk-button-close = Close
desk-modal-title = Ticket #{ $ticket }
desk-modal-answer = Your answer, as the member will read it
desk-modal-ask = Your question to the member
desk-modal-reassign = To whom?
desk-modal-snooze = Until when?
desk-modal-snooze-day = Or until the morning of
desk-modal-more = { $parts ->
    [one] One more part is
   *[other] { $parts } more parts are
} too long for this form. Write “open #” and the number in the channel to read everything.
desk-not-expert = Only experts can do this. A coordinator can let you work as one, by your id here: grant { $id } NAME
desk-grant-refused = Only coordinators can say who works as an expert here.
desk-grant-form = Write “grant ID NAME” or “revoke ID”, with the id that this platform gives the person, not their user name. Who is no expert and presses a button on a card is told theirs.
desk-grant-configured = { $alias } is named in the settings of the helpdesk; only whoever runs it can change that.
desk-granted = { $id } may work as an expert now; members see the name { $alias }.
desk-revoked = { $id } can't work as an expert any more. Tickets that they hold stay with them until a coordinator hands them on.
desk-revoke-nothing = Nobody with the id { $id } was let work as an expert by a coordinator.
desk-take-first = This did not go to the member, as nobody has taken ticket #{ $ticket } yet. Take it first, or write: #{ $ticket } your text
desk-member-lost = The member can't be reached since { $since }: they have blocked the helpdesk, or are gone.
desk-edited = Ticket #{ $ticket }: the member has your words as you first wrote them. To correct them, write a new message.
desk-room-help =
    #12 your text – answer ticket 12, and take it first if it is free
    card #12 – show the card of ticket 12 again
    open #12, claim #12, ask #12 your text, reassign #12 Anna, snooze #12 tomorrow, wake #12, close #12 – as the buttons do
    admit #12 – give the seat that ticket 12 asks for, at an event that is not open to everyone
    list, mine – what waits, and what is yours; mention me with these
    grant ID NAME, revoke ID – coordinators say who works as an expert; mention me with these

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
event-for-few = “{ $title }” on { $time } is not open to everyone. { $who } If you belong to them, ask for it by itself.
event-role-sent = I cannot check by myself that you belong to those whom “{ $title }” is for, so no seat is booked yet. The experts have your request as number { $number } and will tell you here whether it is confirmed.
event-open-instead = Open to everyone are:
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
event-led-nowhere = There is no such event any more. Ask me which events are coming up.
event-led-again = I have told you of it already and do not ask twice. If you would like to come, write: I would like to register for “{ $title }”
event-offer-declined = All right, nothing is registered.
event-give-up-held = You are registered for “{ $title }” on { $time }.
event-give-up = You can give your place up here, any time before it begins. Shall I do that now? (yes / no)
event-give-up-declined = All right, your place stays yours.
event-mine = You are registered for:
event-mine-none = You are not registered for any event.
event-mislabelled = “{ $label }” is a mistake for that day: then it is { $right }.
event-time-there = “{ $title }” is at { $hours } in { $place }.
event-file = The calendar file { $name } goes with this reply. The link for joining is in it only for those who have a seat.

## Forms

form-summary = { $title }. Please check:
form-yes-no = (yes / no)
form-several = You can choose or name more than one.
form-optional = You can leave this out: write “skip”.
form-so-far = So far: { $answer }
form-yes = yes
form-no = no
form-hint = You can write “back” or “cancel” at any time.
form-first = This is the first question already.
form-cancelled = All right, I have sent nothing, and the answers are forgotten.
form-none = There is no form to go on with.
form-aside = I have put “{ $title }” aside. Write /continue to go on with it.
form-given-up = I did not understand that again, so I leave the form here. Write /continue to go on with it, or /expert to ask a person.
button-yes = Yes
button-no = No
button-back = Back
button-choose = Take what is ticked
button-skip = Skip
button-none = None of these
button-none-said = none
button-settings = Settings
button-settings-delete = Delete my settings
button-cancel = Cancel
misfit-text = I need a few words here.
misfit-too-long = That is longer than { $limit } characters. Please shorten it.
misfit-email = I need one e-mail address, like name@example.org.
misfit-choice = Please choose from these { $count }, by number or name.
misfit-yes-no = Please answer yes or no.
misfit-only-yes = Without a yes to this I cannot order it. Write /cancel if you would rather not.
misfit-required = I need an answer to this one. You can also write /cancel.
misfit-summary = Is everything right? Write yes to send it, back to change something, or cancel.

field-organisation = What kind of organisation do you work for?
field-authority = { $service } is for public authorities, so the authority itself has to ask for it. Which public authority would that be? Write its name, or “none”.
field-place = Which country are you in, and which region or town?
field-challenge = What is it about? One or two sentences on your challenge are enough.
field-regions = Are there regions or countries that you would like to talk with?
field-timing = When would it suit you?
field-experience = What do you know well, and from which work?
field-practice = What is the title of the practice, in at most 100 characters?
field-results = What has it achieved? Figures or other evidence help.
field-of-project = Is it linked to an Interreg Europe project?
field-change = What should be changed?
field-practices = Which practices should be moved? Their titles or topics are enough.
field-has-account = Have you opened the new account already?
field-topics = Which topics?
field-email = Which e-mail address is it for?
field-wants-news = Do you wish to receive communications of Interreg Europe by e-mail?
field-accepts-terms = Do you accept the terms and conditions of the Interreg Europe website?
field-format = Which format do you think of?
field-subject = What should it be about?
field-others = Who else would take part?
field-whom = Whom would you like to get to know? Name the region, organisation or good practice.
field-purpose = What would you like to learn from them?
field-more = Is there anything that the experts should know, like when you sent your request?
field-belongs = “{ $title }” on { $time } is not open to everyone. { $who } Do you belong to them?
field-announcement = What shall { $people } who registered for “{ $title }” read? Write it as it is to be read, in at most { $limit } characters. I send nothing before you have seen it and said yes.
field-capacity = As what do you belong to them, and for which country or body?
field-interests = Which topics interest you?
field-events-lead = Shall events on these topics come first when I list events for you?

label-organisation = Organisation
label-authority = Public authority
label-place = Place
label-challenge = Challenge
label-regions = Regions wished for
label-timing = Time
label-experience = Experience
label-practice = Good practice
label-results = Results
label-of-project = Linked to a project
label-change = Change
label-practices = Good practices
label-has-account = New account opened
label-topics = Topics
label-interests = Topics that interest you
label-events-lead = Events on them first
label-email = E-mail
label-wants-news = Wishes to receive communications
label-accepts-terms = Accepts the terms
label-format = Format
label-subject = Subject
label-others = Others taking part
label-whom = To be introduced to
label-purpose = To learn
label-more = Good to know
label-belongs = Belongs to those it is for
label-announcement = { $name }, organiser of “{ $title }”, writes:
label-capacity = As
label-own-words = In the member's words

choice-local-authority = Local or regional authority
choice-national-authority = Ministry or managing authority
choice-agency = Public agency or body
choice-association = Association, chamber or non-profit
choice-research = University or institute
choice-company = Company or consultancy
choice-person = No organisation
choice-smart = Smart
choice-green = Green
choice-connected = Connected
choice-social = Social
choice-citizens = Citizens
choice-governance = Governance
choice-webinar = Webinar
choice-discussion = Online discussion
choice-either = Either

form-matchmaking = Request for a matchmaking session
form-peer-review = Request to host a peer review
form-be-a-peer = Offer to be a peer
form-practice-submit = Good practice to be submitted
form-practice-change = Change to a good practice
form-practice-move = Move of good practices to another account
form-digest = Subscription to the policy digest
form-digest-change = Change to a policy digest subscription
form-digest-end = End of a policy digest subscription
form-newsletter = Subscription to the newsletter
form-newsletter-end = End of a newsletter subscription
form-topic-proposal = Proposal for a webinar or online discussion
form-benchmarking = Request for benchmarking
form-introduction = Request to be introduced to peers
form-request-made = Question about a request already made
form-own-settings = Your settings
form-announcement = Announcement of “{ $title }”
form-role = Request to attend “{ $title }”

## Services

service-matchmaking = A matchmaking session
service-peer-review = A peer review
service-be-a-peer = Serving as a peer
service-practice-submit = A good practice
service-practice-change = The change of a good practice
service-practice-move = The move of good practices
service-digest = The policy digest
service-digest-change = The change of the policy digest
service-digest-end = The end of the policy digest
service-newsletter = The newsletter
service-newsletter-end = The end of the newsletter
service-topic-proposal = A webinar or online discussion
service-benchmarking = Benchmarking
service-introduction = An introduction to peers
service-request-made = A request already made
service-offer = I can take your request here: { $count ->
        [one] one short question,
       *[other] { $count } short questions,
    } then it goes to the experts if you agree. Shall we start? (yes / no)
service-offer-declined = All right, I start no request. Ask again at any time.
service-refused = { $service } is for public authorities only, so I cannot take this request. If an authority stands behind it, it can ask here itself. Events, good practices and the helpdesk's answers are open to you.
service-taken = Your request is with the experts now, as number { $number }. Their reply comes here, into this chat. No reply time is promised; “/status” tells how it stands.

consent-service = For that I keep your answers and pass them on to the experts, with this talk. Shall I send it? (yes / no)
consent-digest = For that I keep your answers and your e-mail address and pass them on to the team that sends the policy digest, only for that. Shall I send it? (yes / no)
consent-newsletter = For that I keep your e-mail address and your two ticks and pass them on to the team that sends the newsletter, only for that. You can end it at any time. Shall I send it? (yes / no)
consent-interests = I keep this choice until you delete it, use it only to choose and order events for you, and pass it on to nobody. Shall I keep it? (yes / no)
consent-no-interests = Without a topic there is nothing for me to keep, and what you chose before is deleted. Shall I go on? (yes / no)
note-interests = If you send this, I keep your choice until you delete it, use it only to choose and order events for you, and pass it on to nobody. Send it without a topic, and what I kept is deleted.
consent-role = For that I keep your answers with your chat name and pass them on to those who organise it. Shall I send it? (yes / no)
consent-announcement = That goes to { $people } in their own chats with me, and can't be taken back. Shall I send it? (yes / no)
