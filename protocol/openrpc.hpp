#pragma once
// The protocol as an OpenRPC document: what `folkmoot describe` prints, what `rpc.discover` answers,
// and what the client's TypeScript types are made from.

#include <string>

namespace folkmoot::protocol {

/// An OpenRPC 1.3 document, compact JSON; the same text each time. Beside the standard:
/// `x-effect` and `x-params` (the shape of all parameters) of a method, `x-id` of an id's schema,
/// and at the top `x-notifications`, `x-close-codes`, `x-error-names` and `x-limits`.
std::string openrpc();

} // namespace folkmoot::protocol
