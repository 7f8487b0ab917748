#include "server/demo_content.hpp"

namespace folkmoot::server::demo {
namespace {

using enum protocol::groups::Role;

TopicContent welcome()
{
    return {
        .title = "Welcome, representatives old and new",
        .pinned = true,
        .posts = {
            {at(24, 10, 30),
             "learning.adviser@employers",
             R"(Welcome. This group is **by invitation**: what is said here is seen by the people on the members page and by nobody else, not even by the rest of the network.

It is for union learning representatives and for the few people in each council who work with them. Ask anything. There is no question here that somebody else did not have first.

- New? Start with *New representative: what do I do in the first month?*
- Looking for a name? *Who to ask in which council* is kept up to date.)",
             {"union.rep@northmere", "union.rep@eastmere", "project.worker@unionlearning"}},
            {at(24, 18, 50),
             "union.rep@northmere",
             R"(Hello all. Six years a representative, library assistant by day. I write here in the evening from the computer in the kitchen, so do not wait for me before seven.)",
             {"union.rep@thornreach"}},
            {at(23, 12, 40),
             "union.rep@eastmere",
             R"(Hello. School kitchens. Two years. I know everybody who is afraid of fractions, since I was one of them.)",
             {"learning.adviser@employers", "union.rep@northmere", "organiser@unionlearning",
              "union.rep@stonebridge"}},
            {at(23, 20, 15),
             "union.rep@stonebridge",
             R"(Night shift, street lighting and roads. Happy to talk to anybody who is awake.)",
             {"depot.champion@stonebridge"}},
        }};
}

TopicContent first_month()
{
    return {
        .title = "New representative: what do I do in the first month?",
        .labels = {"Getting started"},
        .question = true,
        .answer = 1,
        .posts = {
            {at(20, 17, 20),
             "union.rep@thornreach",
             R"(I was elected a fortnight ago, I have a badge, a folder and no idea. My course is not until January. What should I do **first**?)",
             {"union.rep@harbrook"}},
            {at(20, 19, 35),
             "union.rep@northmere",
             R"(In this order, and nothing else for a month:

1. Have tea with your manager and agree *when* you may do this. Write down what you agreed and send it to them.
2. Find out who does learning and development. It is usually one tired person who will be glad of you.
3. Ask ten colleagues one question: "What would you have liked to learn and never did?" Do not offer anything yet. Listen.
4. Tell us here what they said.

The folder can wait.)",
             {"union.rep@thornreach", "learning.adviser@employers", "union.rep@harbrook",
              "organiser@unionlearning", "union.rep@eastmere"}},
            {at(19, 9, 15),
             "organiser@unionlearning",
             R"(I could not have put it better. {@union.rep@thornreach}, I am at Thornreach on the first Tuesday of each month and would gladly come to the tea with your manager, if you want company.)",
             {"union.rep@thornreach"}},
            {at(14, 17, 55),
             "union.rep@thornreach",
             R"(Report after three weeks. Tea: had, with cake. Two hours a week, in an e-mail. Ten people asked:

- four: computers, "but not with the young ones watching";
- three: writing, for the incident forms;
- two: sign language;
- one: bagpipes.

What now?)",
             {"union.rep@northmere", "union.rep@eastmere", "organiser@unionlearning",
              "learning.adviser@employers", "union.rep@stonebridge"}},
            {at(14, 21, 5),
             "union.rep@stonebridge",
             R"(Now the three for writing. It is the smallest group with the largest worry. Ask the learning officer for *one* session on incident forms, in work time, called "Incident forms", and not called anything with "skills" in it.)",
             {"union.rep@thornreach", "learning.officer@eastmere"}},
            {minutes_ago(120),
             "union.rep@thornreach",
             R"(The first "Incident forms" was this morning. Five came, not three. One stayed behind and asked whether there is something for reading to grandchildren. I had to look out of the window for a moment.)",
             {}},
        }};
}

TopicContent time_off()
{
    return {
        .title = "Time off for representatives: wording that works",
        .labels = {"Time off"},
        .posts = {
            {at(18, 18, 10),
             "union.rep@harbrook",
             R"(Our agreement says "reasonable time off". My manager says nothing is reasonable in our team at the moment. Does anybody have a sentence that is harder to misunderstand?)",
             {"union.rep@northmere"}},
            {at(17, 10, 20),
             "skills.lead@harbrook",
             R"(I see this from the other side, and I am sorry that it is you. The sentence we should have had is one with a number in it. I am bringing this to our next joint meeting; please send me what others use.)",
             {"union.rep@harbrook", "union.rep@northmere", "learning.adviser@employers"}},
            {at(17, 12, 45),
             "learning.officer@eastmere",
             R"(Eastmere's, agreed four years ago and not disputed since:

> Representatives have two hours a week on the rota. Hours not used are kept for three months. Where cover is needed, the service is given it from the learning budget.

The third sentence did it. Before, every hour was somebody else's problem.)",
             {"skills.lead@harbrook", "union.rep@harbrook", "union.rep@stonebridge",
              "project.worker@unionlearning"}},
            {at(15, 9, 40),
             "project.worker@unionlearning",
             R"(I have put Eastmere's and three others side by side, with what each of them leads to in a bad week: <https://unionlearning.example/time-off/side-by-side>. Corrections welcome.)",
             {"learning.adviser@employers", "skills.lead@harbrook"}},
            {at(2, 11, 15),
             "skills.lead@harbrook",
             R"(The joint meeting took Eastmere's wording with "two hours" and a review after a year. {@union.rep@harbrook}, it holds from the first of the month. I should have done this long ago.)",
             {"union.rep@harbrook", "union.rep@northmere", "learning.officer@eastmere",
              "union.rep@eastmere"}},
            {minutes_ago(280),
             "union.rep@harbrook",
             R"(Thank you. I read it to the team this morning and somebody clapped.)",
             {}},
        }};
}

TopicContent who_to_ask()
{
    return {
        .title = "Who to ask in which council",
        .labels = {"Who to ask"},
        .posts = {
            {at(21, 11, 0),
             "project.worker@unionlearning",
             R"(By role, so that it stays true when people move. Tell me what is wrong and I will change the table.

| Council | For courses and money | For time off | For agreements |
| --- | --- | --- | --- |
| Northmere | skills lead | line manager | joint committee |
| Eastmere | learning and development officer | rota desk | joint committee |
| Harbrook | skills lead | line manager | HR |
| Stonebridge | learning and development officer | depot office | joint committee |
| Thornreach | apprenticeships adviser | line manager | *not known* |)",
             {"union.rep@northmere", "learning.adviser@employers"},
             R"(By role, so that it stays true when people move. Tell me what is wrong and I will change the table.

| Council | For courses and money | For time off | For agreements |
| --- | --- | --- | --- |
| Northmere | skills lead | line manager | joint committee |
| Eastmere | learning and development officer | rota desk | joint committee |
| Harbrook | skills lead | line manager | HR |
| Stonebridge | learning and development officer | depot office | joint committee |
| Thornreach | apprenticeships adviser | line manager | joint committee, since 2021 |)"},
            {at(21, 17, 30),
             "union.rep@thornreach",
             R"(Thornreach has had a joint committee since 2021. It was news to me as well.)",
             {"project.worker@unionlearning"}},
            {at(19, 20, 50),
             "union.rep@stonebridge",
             R"(At Stonebridge after 10pm: nobody. The depot office opens at 5:30am. That may be worth a line.)",
             {}},
        }};
}

TopicContent conversation_cards()
{
    return {
        .title = "Cards for a first talk about skills",
        .labels = {"Skills checks", "Getting started"},
        .posts = {
            {at(12, 12, 30),
             "union.rep@eastmere",
             R"(A form on the table ends every conversation. So I wrote questions on the back of old menu cards, one each, and people pull one:

- What do you do at home that nobody here knows you can do?
- When did you last help somebody with something?
- What do you always ask somebody else to fill in?
- What would you do with an hour a week?

Nobody has refused a menu card yet.)",
             {"union.rep@northmere", "union.rep@stonebridge", "organiser@unionlearning",
              "learning.adviser@employers", "skills.lead@harbrook"}},
            {at(11, 19, 20),
             "union.rep@northmere",
             R"(I tried them at the returns desk. The third one is the one, you only have to be quiet for long enough afterwards.)",
             {"union.rep@eastmere"}},
            {at(11, 21, 40),
             "union.rep@stonebridge",
             R"(Could we have the words as a text to print? My menu cards have tar on them.)",
             {}},
            {at(10, 16, 15),
             "project.worker@unionlearning",
             R"(Set in large print, eight to a sheet, with the four of {@union.rep@eastmere} and eight more of yours: <https://unionlearning.example/cards>. No logos, so that every union can use them.)",
             {"union.rep@eastmere", "union.rep@stonebridge", "union.rep@northmere",
              "union.rep@thornreach", "learning.officer@eastmere"}},
        }};
}

TopicContent fractions()
{
    return {
        .title = "Numbers without the word \"maths\"",
        .labels = {"Skills checks"},
        .question = true,
        .posts = {
            {at(9, 13, 10),
             "union.rep@eastmere",
             R"(I offered "Everyday maths". Nobody. I offered "Recipes for 300". Fourteen people, and by the second week we were doing fractions and nobody had noticed. What else could it be called for people who do not cook?)",
             {"union.rep@northmere", "learning.adviser@employers"}},
            {at(9, 20, 30),
             "union.rep@stonebridge",
             R"(On the roads: "How much tarmac?" It is area, volume and money, and everybody has an opinion.)",
             {"union.rep@eastmere", "depot.champion@stonebridge"}},
            {at(8, 12, 5),
             "skills.lead@harbrook",
             R"("Understand your pension" filled the room twice. Percentages, and nobody was bored for a second.)",
             {"union.rep@eastmere", "union.rep@harbrook"}},
            {at(8, 18, 45),
             "union.rep@harbrook",
             R"("Helping with homework". They come for the children and stay for themselves.)",
             {"union.rep@eastmere", "union.rep@thornreach", "organiser@unionlearning"}},
        }};
}

TopicContent learning_week()
{
    return {
        .title = "A learning week of our own in May?",
        .labels = {"Events"},
        .posts = {
            {at(6, 16, 40),
             "organiser@unionlearning",
             R"(What if all seven councils did their open days in the **same week**? One poster, one list, and people could go to each other's. We would help with the poster and with tutors.

It needs from each council: one room, one person, one hour on each day.)",
             {"union.rep@northmere", "learning.officer@eastmere", "learning.adviser@employers"}},
            {at(6, 19, 10),
             "union.rep@northmere",
             R"(Northmere: yes. The central library has the room, I am the person.)",
             {"organiser@unionlearning"}},
            {at(5, 9, 5),
             "learning.officer@eastmere",
             R"(Eastmere: yes, if it is not the week of the elections. Could somebody look?)",
             {"union.rep@eastmere"}},
            {at(5, 22, 15),
             "union.rep@stonebridge",
             R"(Stonebridge: yes, if **one** of the hours is after 10pm. I mean it. We have never once been open at our own open day.)",
             {"depot.champion@stonebridge", "union.rep@northmere", "organiser@unionlearning",
              "learning.adviser@employers"}},
            {at(4, 10, 0),
             "organiser@unionlearning",
             R"({@union.rep@stonebridge}, then we begin at Stonebridge, at 10pm, with soup. I have a tutor who would love it.)",
             {"union.rep@stonebridge", "depot.champion@stonebridge"}},
            {minutes_ago(55),
             "union.rep@eastmere",
             R"(The elections are on the first Thursday, so the **third** week is free everywhere. I asked all seven switchboards in my break.)",
             {}},
        }};
}

TopicContent nights()
{
    return {
        .title = "Reaching the people who work at night",
        .labels = {"Events", "Time off"},
        .closed = true,
        .posts = {
            {at(16, 21, 30),
             "union.rep@stonebridge",
             R"(At night there are 140 of us on the roads, in the control room and in care homes. Every course is at ten in the morning. I have counted: in five years 3 of the 140 have been on one.)",
             {"union.rep@northmere", "organiser@unionlearning", "union.rep@eastmere"}},
            {at(15, 10, 30),
             "learning.adviser@employers",
             R"(That figure should be on somebody's desk. May I take it, as a figure, to the group on impact measures?)",
             {"union.rep@stonebridge"}},
            {at(15, 21, 15),
             "union.rep@stonebridge",
             R"(Take it. It is in the rota, anybody can count.)",
             {}},
            {at(4, 10, 20),
             "learning.adviser@employers",
             R"(Done, and it goes on in *A learning week of our own in May?* I am closing this one so that the talk stays in one place.)",
             {}},
        }};
}

} // namespace

GroupContent representatives_group()
{
    return {
        .key = "representatives",
        .name = "Support for union learning representatives",
        .purpose =
            "A place for union learning representatives and those who work with them: first steps, time, "
            "materials, and whom to ask.",
        .kind = protocol::groups::Kind::by_invitation,
        .facilitator = "learning.adviser@employers",
        .seats = {{"union.rep@northmere"},
                  {"union.rep@eastmere"},
                  {"union.rep@harbrook"},
                  {"union.rep@stonebridge"},
                  {"union.rep@thornreach"},
                  {"learning.officer@eastmere"},
                  {"skills.lead@harbrook"},
                  {"depot.champion@stonebridge"},
                  {"organiser@unionlearning", guest},
                  {"project.worker@unionlearning", guest}},
        .labels = {"Getting started", "Time off", "Skills checks", "Events", "Who to ask"},
        .topics = {welcome(), first_month(), who_to_ask(), time_off(), conversation_cards(),
                   nights(), fractions(), learning_week()},
        .welcome = R"(Good to have you here, whichever union or body you come from.

- New? Say where you work in *Welcome, representatives old and new*, the pinned topic.
- Ask anything. Somebody here has had the same question.
- Please name no learner and no employer's private business.)"};
}

} // namespace folkmoot::server::demo
