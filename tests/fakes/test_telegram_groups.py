"""Groups, forums and channels on the fake: what a bot hears there, who may do what, and how groups move."""

import pytest
from telegram import ChatMemberOwner, ReplyParameters, Update
from telegram.error import ChatMigrated

from tests.fakes.echoing_telegram import ALL, app_of, bot_of, by_polling, forbidden, refused
from tests.fakes.telegram import Chat, Telegram, Unseen


def heard(telegram: Telegram) -> list[str]:
    """The texts of the messages that the bot is told of."""
    return [update.body["text"] for update in telegram.updates.history if update.body.get("text")]


async def everything(telegram: Telegram, chat: Chat) -> None:
    """All the ways to write in a group, by somebody in it."""
    ana = telegram.person("Ana")
    chat.members[ana.id] = "member"
    await ana.says("just talk", in_=chat)
    await ana.says("/help", in_=chat)
    await ana.says("/help@helpdesk_bot", in_=chat)
    await ana.says("/help@other_bot", in_=chat)
    await ana.says("ask @helpdesk_bot about it", in_=chat)
    await ana.says("ask @helpdesk_botany about it", in_=chat)
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(chat.id, "I am here")
    await ana.says("an answer to it", reply_to=chat.messages[sent.message_id])
    await ana.says("an answer to herself", reply_to=chat.messages[1])


async def test_privacy_shows_a_bot_only_what_is_meant_for_it(telegram: Telegram) -> None:
    await everything(telegram, telegram.group("Group"))
    assert heard(telegram) == [
        "/help",
        "/help@helpdesk_bot",
        "ask @helpdesk_bot about it",
        "an answer to it",
    ]


async def test_an_administrator_and_a_bot_without_privacy_hear_all(telegram: Telegram) -> None:
    await everything(telegram, telegram.group("Group", bot="administrator"))
    assert len(heard(telegram)) == 8
    async with Telegram(privacy=False) as open_:
        await everything(open_, open_.group("Group"))
        assert len(heard(open_)) == 8
        async with bot_of(open_) as bot:
            assert bot.can_read_all_group_messages
    async with bot_of(telegram) as bot:
        assert not bot.can_read_all_group_messages


async def test_bots_hear_no_bots_and_commands_for_nobody_go_to_who_spoke_last(telegram: Telegram) -> None:
    ana, other = telegram.person("Ana"), telegram.other_bot("Other")
    group = telegram.group("Group", ana, other, bot="administrator")
    await other.says("/help@helpdesk_bot", in_=group)
    assert heard(telegram) == []
    group.members[telegram.bot.id] = "member"
    await ana.says("/help", in_=group)
    assert heard(telegram) == []
    async with bot_of(telegram) as bot:
        await bot.send_message(group.id, "Here")
    await ana.says("/help", in_=group)
    assert heard(telegram) == ["/help"]


async def test_coming_and_going_is_told(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    group = telegram.group("Group", ana, bot="left")
    async with bot_of(telegram) as bot:
        await bot.get_updates(allowed_updates=[*ALL, "chat_member"])
        await ana.adds_the_bot(group)
        await ben.joins(group)
        assert ben.sees(group).endswith("Ben: [joined: Ben]")
        await ana.adds_the_bot(group, as_admin=True)
        await ben.leaves(group)
        with pytest.raises(Unseen, match="not in Group"):
            ben.sees(group)
        await ana.removes_the_bot(group)
        updates = await bot.get_updates()
        mine = [update.my_chat_member for update in updates if update.my_chat_member]
        assert [change.new_chat_member.status for change in mine] == ["member", "administrator", "kicked"]
        assert [change.old_chat_member.status for change in mine] == ["left", "member", "administrator"]
        services = [update.message for update in updates if update.message]
        assert [bool(message.new_chat_members) for message in services] == [True, True, False]
        assert services[2].left_chat_member
        others = [update.chat_member for update in updates if update.chat_member]
        assert [change.new_chat_member.status for change in others] == ["left"]
        async with forbidden("bot was kicked from the group chat"):
            await bot.send_message(group.id, "Hi")
        async with forbidden("bot was kicked from the group chat"):
            await bot.get_chat(group.id)


async def test_a_bot_that_left_can_not_write(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    chats = [telegram.group("G", ana), telegram.supergroup("S", ana), telegram.channel("C", ana)]
    async with bot_of(telegram) as bot:
        for chat in chats:
            assert await bot.leave_chat(chat.id)
            async with forbidden(f"bot is not a member of the {chat.kind} chat"):
                await bot.send_message(chat.id, "Hi")
        async with refused("Chat member status can't be changed in private chats"):
            await bot.leave_chat(ana.id)


async def test_muted_groups_and_channels_want_administrators(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    group, channel = telegram.group("Group", ana, ben), telegram.channel("News", ana, ben, bot="member")
    group.muted = True
    async with bot_of(telegram) as bot:
        async with refused("Not enough rights to send text messages to the chat"):
            await bot.send_message(group.id, "Hi")
        async with refused("Need administrator rights in the channel chat"):
            await bot.send_message(channel.id, "Hi")
        async with refused("Not enough rights to manage pinned messages in the chat"):
            await bot.pin_chat_message(group.id, 1)
        await ana.adds_the_bot(group, as_admin=True)
        await bot.send_message(group.id, "Hi")
    for chat in (group, channel):
        with pytest.raises(Unseen):
            await ben.says("Hi", in_=chat)


async def test_channels_have_posts_and_names(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    channel = telegram.channel("News", ana, username="news_eu")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message("@News_EU", "From the bot")
        assert sent.chat.id == channel.id
        assert sent.sender_chat
        post = await ana.says("From Ana", in_=channel)
        await ana.edits(post, "From Ana, edited")
        first, second = await bot.get_updates()
        assert first.channel_post
        assert first.channel_post.from_user is None
        assert second.edited_channel_post
        assert second.edited_channel_post.text == "From Ana, edited"


async def test_members_are_looked_up(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    group = telegram.supergroup("Group", ana, bot="administrator")
    async with bot_of(telegram) as bot:
        assert (await bot.get_chat_member(group.id, ana.id)).status == "creator"
        assert (await bot.get_chat_member(group.id, ben.id)).status == "left"
        async with refused("Invalid user_id specified"):
            await bot.get_chat_member(group.id, 404)
        admins = await bot.get_chat_administrators(group.id)
        assert [admin.user.id for admin in admins] == [ana.id, telegram.bot.id]
        async with refused("There are no administrators in the private chat"):
            await bot.get_chat_administrators(ana.id)
        assert await bot.get_chat_member_count(group.id) == 2
        assert await bot.get_chat_member_count(ana.id) == 2
        assert (await bot.get_chat(group.id)).title == "Group"
        assert (await bot.get_chat(ana.id)).first_name == "Ana"
        channel = telegram.channel("News", ana, bot="member")
        async with refused("Member list is inaccessible"):
            await bot.get_chat_member(channel.id, ana.id)


async def test_a_group_that_became_a_supergroup_names_its_new_id(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Group", ana)
    async with bot_of(telegram) as bot:
        await bot.send_message(group.id, "Before")
        supergroup = telegram.migrate(group)
        with pytest.raises(ChatMigrated) as caught:
            await bot.send_message(group.id, "After")
        assert caught.value.new_chat_id == supergroup.id
        with pytest.raises(ChatMigrated):
            await bot.edit_message_text("Changed", group.id, 1)
        assert (await bot.send_message(supergroup.id, "After")).message_id == 2
        first, second = [update.message for update in await bot.get_updates()]
        assert first
        assert second
        assert (first.chat.id, first.migrate_to_chat_id) == (group.id, supergroup.id)
        assert (second.chat.id, second.migrate_from_chat_id) == (supergroup.id, group.id)
    with pytest.raises(Unseen, match="supergroup"):
        await ana.says("Hi", in_=group)
    await ana.says("/help", in_=supergroup)
    assert str(supergroup.id).startswith("-100")


async def test_replies_in_a_supergroup_carry_a_thread(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    chat = telegram.supergroup("Group", ana, bot="administrator")
    root = await ana.says("Root", in_=chat)
    reply = await ana.says("Reply", reply_to=root)
    assert (await ana.says("Reply to the reply", reply_to=reply)).thread_id == root.id
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(chat.id, "Mine", reply_parameters=ReplyParameters(reply.id))
        assert sent.message_thread_id == root.id
        assert not sent.is_topic_message
        async with refused("Message thread not found"):
            await bot.send_message(chat.id, "Mine", message_thread_id=404)
        async with refused("Message thread not found"):
            await bot.send_message(ana.id, "Mine", message_thread_id=1)


async def test_topics_are_opened_written_in_and_closed(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    forum = telegram.supergroup("Forum", ana, bot="administrator", forum=True)
    async with bot_of(telegram) as bot:
        made = await bot.create_forum_topic(forum.id, "Visa")
        topic = forum.topics[made.message_thread_id]
        hers = await ana.says("A question", in_=forum, topic=topic)
        sent = await bot.send_message(forum.id, "An answer", message_thread_id=topic.id)
        assert (sent.message_thread_id, sent.is_topic_message) == (topic.id, True)
        assert sent.reply_to_message
        assert sent.reply_to_message.forum_topic_created
        reply = await bot.send_message(forum.id, "To it", reply_parameters=ReplyParameters(hers.id))
        assert reply.message_thread_id == topic.id
        await bot.send_message(forum.id, "In General")
        assert ana.sees(forum, topic=topic) == (
            "Helpdesk: [topic Visa]\nAna: A question\nHelpdesk: An answer\nHelpdesk: To it"
        )
        for id_ in (1, 404):
            async with refused("Message thread not found"):
                await bot.send_message(forum.id, "Hi", message_thread_id=id_)
        await bot.edit_forum_topic(forum.id, topic.id, name="Visas")
        await bot.close_forum_topic(forum.id, topic.id)
        async with refused("Topic_not_modified"):
            await bot.close_forum_topic(forum.id, topic.id)
        await bot.send_message(forum.id, "Administrators still write", message_thread_id=topic.id)
        await bot.reopen_forum_topic(forum.id, topic.id)
        async with refused("Topic_not_modified"):
            await bot.reopen_forum_topic(forum.id, topic.id)
        await bot.delete_forum_topic(forum.id, topic.id)
        async with refused("Message thread not found"):
            await bot.send_message(forum.id, "Hi", message_thread_id=topic.id)
    assert ana.sees(forum, topic=topic) == ""


async def test_topics_want_a_forum_rights_and_a_name(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    plain, forum = telegram.supergroup("Plain", ana), telegram.supergroup("Forum", ana, forum=True)
    topic = await ana.opens_topic(forum, "Visa")
    async with bot_of(telegram) as bot:
        async with refused("The chat is not a forum"):
            await bot.create_forum_topic(plain.id, "Visa")
        async with refused("Not enough rights to create a topic"):
            await bot.create_forum_topic(forum.id, "Visa")
        topic.closed = True
        async with refused("Topic_closed"):
            await bot.send_message(forum.id, "Hi", message_thread_id=topic.id)
        await ana.adds_the_bot(forum, as_admin=True)
        async with refused("Topic_title_empty"):
            await bot.create_forum_topic(forum.id, " ")
        async with refused("Topic_title_too_long"):
            await bot.create_forum_topic(forum.id, "x" * 129)
        async with refused("Invalid icon color specified"):
            await bot.create_forum_topic(forum.id, "Visa", icon_color=1)
        async with refused("Message thread not found"):
            await bot.close_forum_topic(forum.id, 404)


async def test_an_app_answers_in_the_topic(telegram: Telegram) -> None:
    updates: list[Update] = []
    ana = telegram.person("Ana")
    forum = telegram.supergroup("Forum", ana, forum=True)
    topic = await ana.opens_topic(forum, "Visa")
    async with by_polling(telegram, app_of(telegram, updates)):
        await ana.says("what of @helpdesk_bot", in_=forum, topic=topic)
        await ana.waits_to_see("You said: what of", in_=forum, topic=topic)


async def test_who_writes_in_the_name_of_a_group_is_told_as_it_and_shown_so(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    group = telegram.supergroup("Region", ana, ben)
    with pytest.raises(Unseen, match="name of Region"):
        await ben.hides_in(group)
    await ana.hides_in(group)
    async with bot_of(telegram) as bot:
        await ana.says("/settings", in_=group)
        [said] = [each.message for each in await bot.get_updates() if each.message is not None]
        assert said.sender_chat == said.chat
        assert said.from_user is not None
        assert said.from_user.username == "GroupAnonymousBot"
        member = await bot.get_chat_member(group.id, ana.id)
        assert isinstance(member, ChatMemberOwner)
        assert member.is_anonymous
    assert "Region: /settings" in ben.sees(group)
