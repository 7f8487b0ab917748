#pragma once
// Choosing a password on a plain page: its fields, and what may be wrong with them. Pure.

#include "server/form.hpp"
#include "server/plain_page.hpp"

namespace folkmoot::server {

void add_new_password(PlainPage& page);
/// Adds to `problems` what keeps the password from being taken.
void check_password(Form const& form, std::vector<PlainProblem>& problems);
/// The same, and whether it was typed alike in both fields.
void check_new_password(Form const& form, std::vector<PlainProblem>& problems);

} // namespace folkmoot::server
