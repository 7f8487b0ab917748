// The program: one subcommand for each thing an operator does.
#include "server/commands.hpp"
#include "server/config.hpp"

#include <cstdio>
#include <exception>
#include <iostream>

int main(int count, char** words)
{
    using namespace folkmoot::server;
    CLI::App program{"Folkmoot: shared work of independent bodies on skills and learning.",
                     "folkmoot"};
    program.set_version_flag("--version", FOLKMOOT_VERSION);
    program.require_subcommand(1);
    add_init(program);
    add_invite_administrator(program);
    add_serve(program);
    add_demo(program);
    add_describe(program);
    add_token(program);
    add_move(program);
    add_backup(program);
    add_restore(program);
    add_verify(program);
    add_audit(program);
    add_person(program);
    add_hold(program);
    add_search(program);
    try {
        program.parse(count, words);
        std::cout.flush();
        return std::cout ? 0 : 1;
    } catch (CLI::ParseError const& problem) {
        return program.exit(problem) == 0 ? 0 : 2;
    } catch (ConfigProblem const& problem) {
        std::cerr << problem.what() << '\n';
        return 2;
    } catch (std::exception const& problem) {
        std::cerr << problem.what() << '\n';
        return 1;
    }
}
