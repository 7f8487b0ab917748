#include "server/demo_content.hpp"

namespace folkmoot::server::demo {
namespace {

using enum protocol::groups::Role;

TopicContent welcome()
{
    return {
        .title = "Welcome to Digital inclusion",
        .pinned = true,
        .posts = {
            {at(24, 10, 10),
             "learning.adviser@employers",
             R"(Good morning and welcome. This group is **open**: anybody in the network can read it, and joining takes one click.

What it is about: the colleagues and residents for whom "it is all online now" is bad news. Drivers, cleaners, carers, people who share one telephone in a family, people who can do more than they think.

Three rules that served another group well:

- say what went wrong as well; it is the useful half;
- no names and no addresses of learners, ever;
- if you borrow something, come back and say what you changed.)",
             {"digital.coordinator@northmere", "library.manager@eastmere",
              "organiser@unionlearning"}},
            {at(24, 12, 35),
             "library.manager@eastmere",
             R"(Hello! Nine libraries, forty public computers, of which thirty-one work today. We see the people that everybody else calls *hard to reach*; they come in every Tuesday.)",
             {"community.tutor@harbrook", "learning.adviser@employers"}},
            {at(23, 7, 5),
             "depot.champion@stonebridge",
             R"(Morning. I drive a gritter in winter and sweep in summer, and help the lads with the tablet. Nobody trained me for it, I was just the one who asked.)",
             {"learning.adviser@employers", "digital.champion@fenwater",
              "learning.officer@stonebridge", "organiser@unionlearning"}},
            {at(23, 10, 0),
             "organiser@unionlearning",
             R"(Hello from the Union Learning Service; I am here as a guest. {@depot.champion@stonebridge}, "the one who asked" is how every good champion starts. We have a half-day for champions that you could come to, in work time.)",
             {"depot.champion@stonebridge"}},
        }};
}

TopicContent laptops()
{
    return {
        .title = "Loan laptops: what the first month taught us",
        .labels = {"Devices"},
        .posts = {
            {at(19, 11, 15),
             "digital.coordinator@northmere",
             R"(Twenty laptops, lent for six weeks each, no deposit. After one month:

| | planned | really |
| --- | ---: | ---: |
| lent out | 20 | 17 |
| came back on time | – | 4 of 5 |
| broken | 2 | 0 |
| calls for help in week 1 | 10 | 46 |
| calls for help in week 4 | 10 | 3 |

Nothing was broken or lost. What we had not planned for was the **first evening**: people get home, open the lid, and are asked for an update, an account and a fingerprint.)",
             {"library.manager@eastmere", "digital.champion@fenwater", "learning.adviser@employers",
              "skills.lead@northmere"}},
            {at(19, 13, 50),
             "library.manager@eastmere",
             R"(Forty-six calls! What did you do about the first evening?)",
             {}},
            {at(18, 9, 25),
             "digital.coordinator@northmere",
             R"(Two things, both dull:

1. we open every laptop ourselves, do all updates, and hand it over **switched on**;
2. the first page in the bag is a single sheet with four photographs. No words except "this one".

Calls in the next first week: 12.)",
             {"community.tutor@harbrook", "library.manager@eastmere",
              "depot.champion@stonebridge"}},
            {at(18, 16, 40),
             "digital.champion@fenwater",
             R"(Could we have the sheet with the photographs? Our laptops are another make, but I can take the pictures again.)",
             {}},
            {at(17, 8, 30),
             "digital.coordinator@northmere",
             R"(Of course: <https://northmere.example/digital/first-evening-sheet>. Please send me yours when it is done, then we have two.)",
             {"digital.champion@fenwater"}},
            {at(2, 15, 45),
             "care.trainer@aldwick",
             R"(We lend six now. One went to Maureen in Orchard Street, who is over the moon and has written her first e-mail to her sister since 1998. I will ask her whether we may use her story.)",
             {"digital.coordinator@northmere"}},
            {minutes_ago(230),
             "digital.champion@fenwater",
             R"(The Fenwater sheet is ready: five photographs, because our laptops have a *very* small button. <https://fenwater.example/champions/five-photographs>)",
             {}},
        }};
}

TopicContent before_the_shift()
{
    return {
        .title = "Getting depot crews online before the shift",
        .labels = {"Basic skills", "Champions"},
        .question = true,
        .answer = 3,
        .posts = {
            {at(15, 6, 25),
             "depot.champion@stonebridge",
             R"(From January payslips come on the tablet only. Of our crew of 28, about half have never used it. There is one tablet, in the mess room, next to the kettle. We have twenty minutes before we go out. Where do I even start?)",
             {"learning.adviser@employers", "community.tutor@harbrook"}},
            {at(15, 9, 40),
             "community.tutor@harbrook",
             R"(Start with something they *want*, not with the payslip. Ours began with the fishing forecast. After a week of that, finding a payslip was nothing.)",
             {"depot.champion@stonebridge", "organiser@unionlearning",
              "digital.coordinator@northmere"}},
            {at(15, 12, 15),
             "apprenticeships.adviser@thornreach",
             R"(And two people at a time, never one. One does, one says what to press, then they change places. Nobody feels looked at.)",
             {"depot.champion@stonebridge"}},
            {at(14, 8, 20),
             "care.trainer@aldwick",
             R"(What worked for home carers, who also have no desk and no time:

- **one thing a week**, always on the same day;
- the sheet for it stays on the wall *above the kettle*;
- whoever can do it puts their first name on the sheet, and is the one to ask;
- the tablet stays signed in to nothing.

By week four there were 19 first names on the wall and nobody asked me any more.)",
             {"depot.champion@stonebridge", "learning.adviser@employers",
              "library.manager@eastmere", "digital.champion@fenwater",
              "learning.officer@stonebridge"}},
            {at(12, 6, 15),
             "depot.champion@stonebridge",
             R"(Did it. Week one was the tide table. 11 names up already and one of them is the foreman. Marking {@care.trainer@aldwick}'s as the answer.)",
             {"care.trainer@aldwick", "organiser@unionlearning", "learning.adviser@employers"}},
            {at(5, 6, 10),
             "depot.champion@stonebridge",
             R"(Week three, payslips. 22 names out of 28. Two will not, and that is fine, payroll says they can still have paper. I asked.)",
             {"community.tutor@harbrook", "learning.adviser@employers", "care.trainer@aldwick"}},
            {minutes_ago(85),
             "learning.officer@stonebridge",
             R"(I told this to our management team yesterday as it stands here, kettle and all. They want to know whether {@depot.champion@stonebridge} would show two other depots how to begin, with the hours paid.)",
             {}},
        }};
}

TopicContent shared_phone()
{
    return {
        .title = "Passwords when a family shares one telephone",
        .labels = {"Basic skills"},
        .posts = {
            {at(13, 14, 10),
             "community.tutor@harbrook",
             R"(Half of my Thursday class shares a telephone with somebody. Every guide says "never share, never write down". Then they leave, and nobody can sign in the week after.

I have started to say this instead:

> Write it in a notebook that stays at home. Three words that do not belong together. Not the same ones for the bank.

Am I doing harm?)",
             {"library.manager@eastmere"}},
            {at(13, 15, 25),
             "digital.coordinator@northmere",
             R"(I think you are doing good. A notebook in a kitchen drawer is safe from everybody except the people in the kitchen, and they have the telephone anyway.)",
             {"community.tutor@harbrook", "digital.champion@fenwater"}},
            {at(12, 10, 5),
             "library.manager@eastmere",
             R"(One thing to add from the libraries: show them how to **sign out**, every time, as the last thing of the lesson. We find three open mailboxes a day on the public computers.)",
             {"community.tutor@harbrook", "learning.adviser@employers"}},
            {at(11, 9, 15),
             "digital.champion@fenwater",
             R"(I put the two together on one card, notebook on the front, signing out on the back. It is in large print and has no logo on it, so that anybody can use it.)",
             {"library.manager@eastmere", "digital.coordinator@northmere",
              "community.tutor@harbrook", "organiser@unionlearning"}},
        }};
}

TopicContent checklist()
{
    return {
        .title = "A checklist of basic digital skills, in plain English",
        .labels = {"Basic skills", "Accessibility"},
        .posts = {
            {at(10, 9, 30),
             "learning.adviser@employers",
             R"(The official lists are long and written for people who have no need of them. Could we make one page, twelve lines, each starting with "I can"? Mine to begin with:

1. I can turn it on, make it louder, and make the words bigger.
2. I can find something out and tell whether it is an advertisement.
3. I can send a message with a photograph to one person, and not to everybody.
4. I can fill in a form and go back to change something.

Who adds?)",
             {"digital.coordinator@northmere", "project.worker@unionlearning"}},
            {at(10, 11, 20),
             "library.manager@eastmere",
             R"(5. I can say no to a window that wants something from me.
6. I can print one page, and only that page.

Number 5 is half of what we do all day.)",
             {"learning.adviser@employers", "care.trainer@aldwick"}},
            {at(9, 13, 5),
             "care.trainer@aldwick",
             R"(7. I can join a video call, and leave it.
8. I can tell somebody what I see on the screen when it does not work.

I would give a medal for number 8.)",
             {"digital.coordinator@northmere", "depot.champion@stonebridge",
              "learning.adviser@employers"}},
            {at(9, 15, 50),
             "skills.lead@northmere",
             R"(Could the page say nothing about age? Our youngest apprentices could do with number 4, and would not touch anything with a walking stick on it.)",
             {"apprenticeships.adviser@thornreach"}},
            {at(8, 10, 45),
             "apprenticeships.adviser@thornreach",
             R"(Seconded. They can edit a film on a telephone, and have never named a file.

9. I can find again what I saved last week.)",
             {"learning.adviser@employers", "skills.lead@northmere"}},
            {minutes_ago(150),
             "community.tutor@harbrook",
             R"(Tried the nine lines with my Thursday class. They liked ticking, they disliked "and not to everybody", because it happened to somebody last month. Suggestion for 3: *I can send a photograph to the person I mean.*)",
             {}},
        }};
}

TopicContent champions()
{
    return {
        .title = "How much time do your digital champions get?",
        .labels = {"Champions"},
        .question = true,
        .posts = {
            {at(6, 11, 30),
             "digital.champion@fenwater",
             R"(I have one hour a fortnight, "when the desk is quiet". The desk is never quiet. What do others have, and is it written down anywhere?)",
             {"depot.champion@stonebridge"}},
            {at(6, 14, 0),
             "digital.coordinator@northmere",
             R"(Two hours a week, agreed with the line manager in writing, for three months at a time. The writing matters more than the hours.)",
             {"digital.champion@fenwater", "organiser@unionlearning"}},
            {at(5, 6, 30),
             "depot.champion@stonebridge",
             R"(Before the shift, unpaid, until last month. Now 20 minutes a day on the rota.)",
             {}},
            {at(4, 9, 55),
             "organiser@unionlearning",
             R"(Where a champion is also a learning representative there is an agreement about time already, and it can simply be named. I can send the paragraph that two authorities use, {@digital.champion@fenwater}.)",
             {"digital.champion@fenwater"}},
        }};
}

TopicContent captions()
{
    return {
        .title = "Captions and screen readers in our e-learning",
        .labels = {"Accessibility"},
        .posts = {
            {at(8, 15, 15),
             "care.trainer@aldwick",
             R"(A colleague who is deaf has "completed" the safeguarding module four times and understood it once, when somebody typed along. The film has no captions. The maker says they come "in a later release".

How do you deal with that? I would like to be polite for one more week.)",
             {"digital.coordinator@northmere"}},
            {at(7, 9, 0),
             "digital.coordinator@northmere",
             R"(We put it into the order: *no captions, no payment*. Two makers found that the later release was ready after all.)",
             {"care.trainer@aldwick", "library.manager@eastmere", "learning.adviser@employers",
              "skills.lead@northmere"}},
            {at(7, 10, 25),
             "library.manager@eastmere",
             R"(Please test with the keyboard alone, too. Our fire safety module cannot be finished without a mouse: the "Next" arrow is a picture.)",
             {"care.trainer@aldwick"}},
            {at(6, 16, 20),
             "learning.adviser@employers",
             R"(Shall we write one paragraph that all seven put into their orders? Seven customers saying the same thing will be heard. Draft by Friday from me.)",
             {"digital.coordinator@northmere", "care.trainer@aldwick", "library.manager@eastmere"}},
        }};
}

TopicContent no_signal()
{
    return {
        .title = "Villages with no signal: what do you do?",
        .labels = {"Connectivity"},
        .question = true,
        .posts = {
            {at(3, 10, 40),
             "apprenticeships.adviser@thornreach",
             R"(Four of our apprentices live where there is no mobile signal and the line is slow. They are asked to upload a film of their work every week. One of them drives to a lay-by to do it.)",
             {"community.tutor@harbrook"}},
            {at(3, 12, 50),
             "library.manager@eastmere",
             R"(Our mobile library has had a strong connection on board since the summer; people sit in it with their laptops while others choose books. I could find out whether the van could stop on your side of the border once a week.)",
             {"apprenticeships.adviser@thornreach", "learning.adviser@employers"}},
            {at(2, 9, 5),
             "digital.champion@fenwater",
             R"(And ask the college whether it has to be a film. Ours took six photographs with a spoken comment, a hundredth of the size, and said they preferred it.)",
             {"apprenticeships.adviser@thornreach", "digital.coordinator@northmere"}},
            {minutes_ago(25),
             "library.manager@eastmere",
             R"(Good news: the van can stop at Thornreach market place on Wednesdays from 3pm to 5pm, for a trial of eight weeks. {@apprenticeships.adviser@thornreach}, shall I put up a notice, or will you tell them yourself?)",
             {}},
        }};
}

} // namespace

GroupContent digital_group()
{
    return {
        .key = "digital",
        .name = "Digital inclusion",
        .purpose =
            "So that nobody at work, and nobody we serve, is left out because it is online now: devices, "
            "connections, basic skills, and the people who help.",
        .kind = protocol::groups::Kind::open,
        .facilitator = "learning.adviser@employers",
        .seats = {{"digital.coordinator@northmere"},
                  {"skills.lead@northmere"},
                  {"library.manager@eastmere"},
                  {"community.tutor@harbrook"},
                  {"care.trainer@aldwick"},
                  {"learning.officer@stonebridge"},
                  {"depot.champion@stonebridge"},
                  {"digital.champion@fenwater"},
                  {"apprenticeships.adviser@thornreach"},
                  {"skills.adviser@employers", facilitator},
                  {"organiser@unionlearning", guest},
                  {"project.worker@unionlearning", guest}},
        .labels = {"Devices", "Connectivity", "Basic skills", "Champions", "Accessibility"},
        .topics = {welcome(), laptops(), before_the_shift(), shared_phone(), checklist(),
                   champions(), captions(), no_signal()},
        .welcome =
            R"(We collect what helps people to get online, and find out what is still missing.

Say first for whom it is meant: colleagues without a desk, learners at home, or residents.)",
        .settled = true};
}

} // namespace folkmoot::server::demo
