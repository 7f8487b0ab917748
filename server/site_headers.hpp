#pragma once
// What stands on every answer, so that a browser runs nothing of ours that we did not mean, and lends
// nothing of ours to others.

#include "server/gate.hpp"

namespace folkmoot::server {

/// Adds the usual headers to those that are there.
void add_usual_headers(HttpAnswer& answer, bool https);

HttpAnswer text_answer(int status, std::string_view content_type, std::string body);

} // namespace folkmoot::server
