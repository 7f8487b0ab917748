#include "server/demo_content.hpp"

namespace folkmoot::server::demo {
namespace {

using enum protocol::library::ResourceKind;

ResourceContent impact_toolkit()
{
    return {.group = "impact",
            .title = "Impact measures toolkit",
            .summary =
                "Twelve measures of what learning changes at work, each with the question that "
                "it answers, where the figures come from, and what it cannot tell.",
            .kind = toolkit,
            .audience = "Skills leads and whoever reports to senior managers",
            .licence = "CC BY 4.0",
            .labels = {"Toolkit", "Evidence"},
            .review_in_days = 160,
            .versions = {
                {.added = at(20, 10, 0),
                 .by = "evaluation.analyst@aldwick",
                 .link = "https://aldwick.example/learning/impact-measures-1",
                 .changed = "",
                 .released = at(19, 9, 30),
                 .released_by = "skills.adviser@employers",
                 .note = "Eight measures, as we agreed at the first meeting."},
                {.added = at(11, 14, 20),
                 .by = "evaluation.analyst@aldwick",
                 .link = "https://aldwick.example/learning/impact-measures-2",
                 .changed = "Four measures for teams are new. The one about sickness days is gone: "
                            "nobody could say what it showed.",
                 .released = at(10, 9, 0),
                 .released_by = "skills.adviser@employers",
                 .note = "Use this one from now on."},
                {.added = at(2, 16, 5),
                 .by = "learning.officer@eastmere",
                 .link = "https://eastmere.example/skills/impact-measures-draft",
                 .changed = "Plainer words on the first two pages.",
                 .released = {},
                 .released_by = {},
                 .note = {}},
            }};
}

ResourceContent one_page()
{
    return {.group = "impact",
            .title = "One page for senior managers",
            .summary = "A page with three figures and one story, to be filled in within an hour.",
            .kind = form,
            .audience = "Skills leads",
            .licence = "CC BY 4.0",
            .labels = {"Senior managers"},
            .review_in_days = -3,
            .versions = {{.added = at(15, 11, 40),
                          .by = "skills.lead@northmere",
                          .link = "https://northmere.example/skills/one-page",
                          .changed = "",
                          .released = at(14, 8, 45),
                          .released_by = "skills.lead@northmere",
                          .note = "Tried with two directors."}}};
}

ResourceContent lending()
{
    return {.group = "digital",
            .title = "Lending laptops: agreement and checklist",
            .summary = "What to write down when a laptop goes out, and what to look at when it "
                       "comes back.",
            .kind = checklist,
            .audience = "Whoever lends devices",
            .licence = "",
            .labels = {"Devices"},
            .review_in_days = 300,
            .versions = {{.added = at(16, 13, 10),
                          .by = "digital.coordinator@northmere",
                          .link = "https://northmere.example/digital/lending",
                          .changed = "",
                          .released = at(13, 10, 0),
                          .released_by = "learning.adviser@employers",
                          .note = "As it is used in Northmere."}}};
}

ResourceContent first_week()
{
    return {.group = "representatives",
            .title = "Your first week as a learning representative",
            .summary = "Whom to talk to, what to ask for, and what can wait.",
            .kind = guide,
            .audience = "New union learning representatives",
            .licence = "CC BY-SA 4.0",
            .labels = {"Getting started"},
            .review_in_days = 90,
            .versions = {{.added = at(9, 17, 30),
                          .by = "organiser@unionlearning",
                          .link = "https://unionlearning.example/first-week",
                          .changed = "",
                          .released = at(8, 9, 15),
                          .released_by = "learning.adviser@employers",
                          .note = ""}}};
}

} // namespace

std::vector<ResourceContent> const& resources()
{
    static std::vector<ResourceContent> const all{impact_toolkit(), one_page(), lending(),
                                                  first_week()};
    return all;
}

} // namespace folkmoot::server::demo
