#include "server/demo_content.hpp"

namespace folkmoot::server::demo {
namespace {

using enum protocol::groups::Role;

TopicContent welcome()
{
    return {
        .title = "Welcome: what this group is for",
        .pinned = true,
        .posts = {
            {at(24, 9, 40),
             "skills.adviser@employers",
             R"(Welcome, everybody. Six councils have put their support days together so that we can answer one question properly:

> **How do we know that learning changed anything, and how do we tell the people who hold the budget?**

What we want to have by the spring:

1. a short list of measures that each of us can really collect;
2. a survey for learners and one for their managers, short enough that people finish them;
3. three or four stories, told in the same way, with figures in them;
4. a one-page summary for senior managers.

Please say hello below: who you are, what you already measure, and one thing you would like to stop doing.)",
             {"skills.lead@northmere", "hr.partner@fenwater", "learning.officer@eastmere"}},
            {at(24, 11, 5),
             "skills.lead@northmere",
             R"(Hello! I look after skills for about 2,300 people at Northmere. We count attendance very well and almost nothing else. I would like to stop sending out a two-page form at the end of every course that nobody has read since I came here.)",
             {"evaluation.analyst@aldwick", "skills.lead@harbrook"}},
            {at(24, 14, 30),
             "evaluation.analyst@aldwick",
             R"(Hello from Aldwick. I am the person who is handed the forms. I have three years of them in a spreadsheet, and could show what can and what cannot be read from them. Happy to do that for anybody who sends me theirs with the names taken out.)",
             {"skills.adviser@employers", "learning.officer@stonebridge", "skills.lead@northmere"}},
            {at(23, 8, 55),
             "hr.partner@fenwater",
             R"(Good morning. We are a small council, so whatever we agree has to be something that one person can run in an hour a month. I would gladly stop doing *happy sheets*.)",
             {}},
        }};
}

TopicContent measures()
{
    return {
        .title = "Which measures do you report already?",
        .labels = {"Evidence"},
        .question = true,
        .posts = {
            {at(22, 10, 15),
             "skills.adviser@employers",
             R"(Before we invent anything: what do you report today, to whom, and how often? I will keep the table up to date. Add a reply and I will put it in.

| Council | Measure | How often | Who reads it |
| --- | --- | --- | --- |
| Northmere | people on courses | monthly | management team |
| Aldwick | days of learning for each person | yearly | pay and workforce board |
| Fenwater | mandatory training done | monthly | everybody, sadly |)",
             {"skills.lead@northmere", "workforce.manager@aldwick"}},
            {at(22, 13, 40),
             "learning.officer@eastmere",
             R"(Eastmere: qualifications gained (each quarter, to the committee) and the number of people who moved to a higher grade within a year of one. The second is the only figure that a councillor has ever asked me about.)",
             {"skills.adviser@employers", "skills.lead@harbrook", "evaluation.analyst@aldwick"}},
            {at(21, 9, 20),
             "skills.lead@harbrook",
             R"(Harbrook:

- vacancies filled from inside, twice a year;
- requests for support with reading and numbers, as a count only, never with names.

The second one went **up** after our spring campaign, which looked bad until we explained that asking for help was the point.)",
             {"skills.adviser@employers", "learning.officer@stonebridge"}},
            {at(20, 15, 10),
             "learning.officer@stonebridge",
             R"(Stonebridge reports complaints about the depot by month. Nobody thinks of it as a learning measure, but it fell by a third after the customer care sessions. Would that count?)",
             {}},
            {at(20, 16, 2),
             "evaluation.analyst@aldwick",
             R"(It counts as long as you also say what else changed at the depot in those months. I wrote a paragraph about that for our own board; it is here to borrow: <https://aldwick.example/evaluation/what-else-changed>.)",
             {"learning.officer@stonebridge", "skills.adviser@employers"}},
            {minutes_ago(190),
             "workforce.manager@aldwick",
             R"(One to add for Aldwick: the number of managers who ask for a *second* course for their team. It is small, it is easy to count, and I believe it more than any score.)",
             {}},
        }};
}

TopicContent changed_at_work()
{
    return {
        .title = "How do we show that a course changed something at work?",
        .labels = {"Evidence", "Surveys"},
        .question = true,
        .answer = 3,
        .posts = {
            {at(17, 9, 5),
             "skills.lead@northmere",
             R"(Our customer contact team did six half-days on difficult conversations. Everybody liked it. In March I have to say what it *changed*, to a director who is polite and wants a number.

I have the learners' forms and nothing from their managers. Is it too late?)",
             {"hr.partner@fenwater"}},
            {at(17, 11, 45),
             "learning.officer@eastmere",
             R"(Not too late. We asked managers three months afterwards, by telephone, ten minutes each. Nobody refused: it is the only time anybody asks them.)",
             {"skills.lead@northmere"}},
            {at(17, 15, 20),
             "hr.partner@fenwater",
             R"(> Is it too late?

I did it seven months late once. The managers remembered very well. The learners had forgotten which course it was.)",
             {}},
            {at(16, 8, 40),
             "evaluation.analyst@aldwick",
             R"(Three questions are enough, put to the manager **and** to the learner, with the same words:

1. What did you want to be different?
2. What is different? Give one example from the last month.
3. Without the course, would it have happened anyway? *(no · perhaps · yes)*

Count only the examples where both say "no" or "perhaps" to the third. You get a smaller number than you hoped for, and nobody can take it apart. With fourteen people you will have five or six good examples, which is what a director remembers.)",
             {"skills.lead@northmere", "skills.adviser@employers", "learning.officer@eastmere",
              "hr.partner@fenwater", "learning.officer@stonebridge"}},
            {at(16, 10, 10),
             "skills.lead@northmere",
             R"(That is exactly what I needed. I have marked it as the answer. {@evaluation.analyst@aldwick}, may I use your three questions as they stand and say where they come from?)",
             {"evaluation.analyst@aldwick"}},
            {at(16, 10, 32),
             "evaluation.analyst@aldwick",
             R"(Please do. If you change the words, tell me which ones did not work, so that we end up with one version and not seven.)",
             {"skills.adviser@employers"}},
            {minutes_ago(65),
             "skills.adviser@employers",
             R"({@skills.lead@northmere}, how did the telephone calls go? I am seeing your neighbours at Harbrook on Thursday and they are about to start the same thing.)",
             {}},
        }};
}

TopicContent survey()
{
    return {
        .title = "The managers' survey: five questions or ten?",
        .labels = {"Surveys", "Toolkit"},
        .posts = {
            {at(14, 10, 0),
             "skills.adviser@employers",
             R"(Here is the long list. Please say which **five** you would keep.

- What was the team meant to do better?
- Does it?
- What helped people to use what they learnt?
- What got in the way?
- Would you send others?
- How much of your own time did it take?
- Has anybody taken on new tasks since?
- Do you talk about it in one-to-ones?
- What did it cost you in cover?
- What should we stop offering?)",
             {"learning.officer@stonebridge"},
             R"(Here is the long list. Please say which **five** you would keep. *(I took out "How satisfied were you overall?": four of you asked me to within the hour.)*

1. What was the team meant to do better?
2. Does it?
3. What helped people to use what they learnt?
4. What got in the way?
5. Would you send others?
6. Has anybody taken on new tasks since?
7. Do you talk about it in one-to-ones?
8. What did it cost you in cover?
9. What should we stop offering?)"},
            {at(14, 11, 25),
             "workforce.manager@aldwick",
             R"(1, 2, 4, 6 and 8. Number 8 will hurt, but if we do not ask, finance will.)",
             {"hr.partner@fenwater"}},
            {at(13, 9, 50),
             "skills.lead@harbrook",
             R"(1, 2, 3, 4, 9. I would put 9 last and leave a large box. People are very happy to tell you what to stop.)",
             {"skills.lead@northmere"}},
            {at(13, 16, 15),
             "hr.partner@fenwater",
             R"(Two votes for small councils: please let it fit on a telephone screen, and please let it be answered without signing in to anything.)",
             {"skills.adviser@employers", "learning.officer@eastmere"}},
            {at(12, 9, 30),
             "skills.adviser@employers",
             R"(Counted up: **1, 2, 4, 6, 9**. I will make a draft with those five, one to a screen, and a version on paper for the depots. Thank you all, that took two days and no meeting.)",
             {"skills.lead@harbrook", "workforce.manager@aldwick", "skills.lead@northmere"}},
        }};
}

TopicContent one_page()
{
    return {
        .title = "A one-page summary for senior managers",
        .labels = {"Senior managers", "Toolkit"},
        .posts = {
            {at(10, 14, 5),
             "learning.officer@eastmere",
             R"(I showed our last report to somebody who was not in the room when it was made. She read the first page and the last line. So I wrote it again as one page:

**What we set out to do** – one sentence.
**What it cost** – days and pounds, cover included.
**What is different** – three examples, each with a name (with permission) and a figure.
**What we would do again, and what not.**

The old one had eleven pages.)",
             {"skills.lead@northmere", "skills.adviser@employers", "hr.partner@fenwater",
              "workforce.manager@aldwick"}},
            {at(10, 15, 30),
             "skills.lead@northmere",
             R"(I took this to our management team this morning with last year's figures. It is the first time anybody asked me a second question. Thank you!)",
             {"learning.officer@eastmere"}},
            {at(9, 9, 10),
             "evaluation.analyst@aldwick",
             R"(One warning from the person with the spreadsheet: keep the eleven pages somewhere. The second question is always "how do you know?")",
             {"learning.officer@eastmere", "skills.adviser@employers"}},
            {at(9, 11, 40),
             "learning.officer@stonebridge",
             R"(Could the last line be the first? At Stonebridge nobody turns a page over.)",
             {}},
            {minutes_ago(310),
             "skills.lead@harbrook",
             R"(We tried {@learning.officer@eastmere}'s page with the cost of cover filled in honestly. The figure was larger than anybody expected, and the discussion was better than any we have had. Nobody wanted to stop the courses; they wanted to plan the rota.)",
             {}},
        }};
}

TopicContent evidence()
{
    return {
        .title = "Where do you keep the evidence?",
        .labels = {"Evidence"},
        .question = true,
        .answer = 2,
        .posts = {
            {at(7, 8, 45),
             "workforce.manager@aldwick",
             R"(Stories, quotes, before-and-after photographs, letters from residents: ours are in four mailboxes and a drawer. When the award assessor comes we shall have a week to find them. How do you do it?)",
             {"learning.officer@stonebridge"}},
            {at(7, 12, 20),
             "skills.lead@northmere",
             R"(A shared folder with a year on it. It works until somebody leaves.)",
             {}},
            {at(6, 9, 35),
             "learning.officer@eastmere",
             R"(One line for each piece of evidence in a plain list, written on the day:

- what it shows, in one sentence;
- who said or made it, and whether they agreed to be named;
- where it lies;
- until when we may keep it.

The list is worth more than the folder. Ours has 140 lines and I can answer most questions without opening a single file.)",
             {"workforce.manager@aldwick", "evaluation.analyst@aldwick", "hr.partner@fenwater"}},
            {at(6, 10, 15),
             "workforce.manager@aldwick",
             R"("Until when we may keep it": I had not thought of that at all. Thank you, this is our answer.)",
             {}},
        }};
}

TopicContent date_found()
{
    return {
        .title = "Date for the October session",
        .closed = true,
        .posts = {
            {at(23, 15, 0),
             "skills.adviser@employers",
             R"(Half a day together, at Harbrook because it is in the middle. Tuesday morning, Wednesday afternoon or Friday morning of that week? Please answer by tomorrow evening.)",
             {}},
            {at(23, 15, 40),
             "skills.lead@harbrook",
             R"(Any. I have the large room for all three.)",
             {}},
            {at(22, 9, 0), "learning.officer@stonebridge", R"(Not Friday, please.)", {}},
            {at(22, 9, 30), "workforce.manager@aldwick", R"(Wednesday or Friday.)", {}},
            {at(22, 17, 0),
             "skills.adviser@employers",
             R"(Then it is **Wednesday afternoon, 1:30pm to 4:30pm**, Harbrook town hall, second floor, step-free from the car park. I am closing this topic so that the date stays the last word in it.)",
             {"skills.lead@harbrook"}},
        }};
}

TopicContent attendance()
{
    return {
        .title = "Attendance is not impact, but it is where the trouble shows first",
        .labels = {"Case studies"},
        .posts = {
            {at(4, 13, 30),
             "learning.officer@stonebridge",
             R"(A small story with a figure in it, for the collection.

In the first month 19 of 40 people came to the reading and writing sessions at the depot. We moved them from 4pm to 6:10am, **paid**, before the lorries go out. Since then it is 36 of 40, every week.

We had nearly written the sessions off as "no demand".)",
             {"skills.adviser@employers", "skills.lead@harbrook", "workforce.manager@aldwick",
              "skills.lead@northmere"}},
            {at(3, 9, 45),
             "skills.adviser@employers",
             R"(This is just the form we were looking for: what we saw, what we changed, what happened. May I put it first in the collection?)",
             {"learning.officer@stonebridge"}},
            {at(2, 14, 20),
             "evaluation.analyst@aldwick",
             R"(It would be even stronger with one line about what people *do* differently now. Do the drivers fill in the defect cards themselves?)",
             {}},
            {minutes_ago(40),
             "learning.officer@stonebridge",
             R"(They do, since about a fortnight ago. I asked the workshop to count: 11 cards in a month before, 31 now. Shorter ones, too, and they can be read.)",
             {}},
        }};
}

} // namespace

GroupContent impact_group()
{
    return {
        .key = "impact",
        .name = "Impact measures and evaluation",
        .purpose =
            "How we know that learning changed something, and how we show it to the people who decide. We "
            "share measures, surveys and stories, and agree on a short list that each of us can use.",
        .kind = protocol::groups::Kind::by_request,
        .facilitator = "skills.adviser@employers",
        .seats = {{"skills.lead@northmere"},
                  {"learning.officer@eastmere"},
                  {"skills.lead@harbrook"},
                  {"workforce.manager@aldwick"},
                  {"evaluation.analyst@aldwick"},
                  {"learning.officer@stonebridge"},
                  {"hr.partner@fenwater"},
                  {"learning.adviser@employers", facilitator}},
        .labels = {"Evidence", "Surveys", "Senior managers", "Toolkit", "Case studies"},
        .topics = {welcome(), date_found(), measures(), changed_at_work(), survey(), one_page(),
                   evidence(), attendance()},
        .welcome =
            R"(How do we show that learning makes a difference? Bring the measure you use, also when you doubt it.)",
        .settled = true};
}

} // namespace folkmoot::server::demo
