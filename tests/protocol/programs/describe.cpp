#include "protocol/openrpc.hpp"

#include <iostream>

int main() { std::cout << folkmoot::protocol::openrpc() << '\n'; }
