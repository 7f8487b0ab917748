#include "server/demo_content.hpp"

namespace folkmoot::server::demo {

std::vector<AuthorityContent> const& authorities()
{
    using enum protocol::authorities::Kind;
    static std::vector<AuthorityContent> const all{
        {"northmere", council, "Northmere Council", "Northmere"},
        {"eastmere", council, "Eastmere Council", "Eastmere"},
        {"harbrook", council, "Harbrook Council", "Harbrook"},
        {"aldwick", council, "Aldwick Council", "Aldwick"},
        {"stonebridge", council, "Stonebridge Council", "Stonebridge"},
        {"fenwater", council, "Fenwater Council", "Fenwater"},
        {"thornreach", council, "Thornreach Council", "Thornreach"},
        {"employers", employer, "Meres Employers' Alliance", "Employers' Alliance"},
        {"unionlearning", union_body, "Meres Union Learning Service", "Union Learning Service"},
    };
    return all;
}

std::vector<PersonContent> const& people()
{
    static std::vector<PersonContent> const all{
        {"skills.lead@northmere", "Skills lead", true, false, at(3, 16, 45)},
        {"digital.coordinator@northmere", "Digital skills coordinator", false, false,
         at(2, 12, 10)},
        {"union.rep@northmere", "Union learning representative", false, false, at(4, 19, 30)},
        {"learning.officer@eastmere", "Learning and development officer", true, false,
         at(2, 9, 15)},
        {"library.manager@eastmere", "Library services manager", false, false, at(5, 17, 20)},
        {"union.rep@eastmere", "Union learning representative", false, false, at(3, 13, 5)},
        {"skills.lead@harbrook", "Skills lead", true, false, at(4, 11, 0)},
        {"community.tutor@harbrook", "Community learning tutor", false, false, at(3, 20, 40)},
        {"union.rep@harbrook", "Union learning representative", false, false, at(6, 18, 0)},
        {"workforce.manager@aldwick", "Workforce development manager", true, false, at(5, 9, 30)},
        {"evaluation.analyst@aldwick", "Evaluation analyst", false, false, at(2, 10, 50)},
        {"care.trainer@aldwick", "Care services trainer", false, false, at(4, 15, 25)},
        {"learning.officer@stonebridge", "Learning and development officer", true, false,
         at(3, 8, 50)},
        {"depot.champion@stonebridge", "Depot learning champion", false, false, at(5, 6, 20)},
        {"union.rep@stonebridge", "Union learning representative", false, false, at(2, 21, 10)},
        {"hr.partner@fenwater", "HR business partner", true, false, at(7, 14, 0)},
        {"digital.champion@fenwater", "Digital champion", false, false, at(3, 12, 30)},
        {"apprenticeships.adviser@thornreach", "Apprenticeships adviser", true, false,
         at(4, 10, 15)},
        {"union.rep@thornreach", "Union learning representative", false, false, at(8, 17, 45)},
        {"skills.adviser@employers", "Skills adviser", false, false, at(1, 9, 0)},
        {"learning.adviser@employers", "Learning adviser", true, false, at(1, 9, 30)},
        {"administrator@employers", "Network administrator", false, true, at(6, 9, 0)},
        {"organiser@unionlearning", "Regional learning organiser", true, false, at(2, 15, 0)},
        {"project.worker@unionlearning", "Project worker", false, false, at(4, 16, 10)},
    };
    return all;
}

std::vector<AskContent> const& asks()
{
    static std::vector<AskContent> const all{
        {at(1, 11, 20), "apprenticeships.adviser@thornreach", "impact",
         "We have started to ask apprentices and their managers the same five questions at three and nine months. "
         "I would like to compare notes before we change them again."},
    };
    return all;
}

std::vector<ReportContent> const& reports()
{
    static std::vector<ReportContent> const all{
        {at(1, 16, 5), "community.tutor@harbrook", "Loan laptops: what the first month taught us",
         5,
         "This gives a learner's first name and the street they live in. I do not think she knows. Could it be "
         "taken out?"},
    };
    return all;
}

std::vector<DraftContent> const& drafts()
{
    static std::vector<DraftContent> const all{
        {at(1, 17, 0), "skills.lead@northmere",
         "How do we show that a course changed something at work?",
         "We tried this with the customer contact team. Of twelve managers nine answered, and"},
    };
    return all;
}

} // namespace folkmoot::server::demo
