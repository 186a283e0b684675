// Where a command reads and writes: the process's own streams, or a test's.
#ifndef DUIKOU_CLIENTS_CLI_TERMINAL_H_
#define DUIKOU_CLIENTS_CLI_TERMINAL_H_

#include <functional>
#include <iostream>
#include <string>

namespace duikou::cli {

// The streams are borrowed and outlive the command.
struct Terminal {
  std::istream& in = std::cin;
  std::ostream& out = std::cout;
  std::ostream& err = std::cerr;
  bool in_is_tty = false;
  bool out_is_tty = false;
  bool err_is_tty = false;
  // Columns of what `out` shows; 0: without limit.
  int columns = 0;
  // An environment variable; empty where it is not set.
  std::function<std::string(const std::string&)> variable =
      [](const std::string&) { return std::string(); };

  bool Colour() const { return out_is_tty && variable("NO_COLOR").empty(); }
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TERMINAL_H_
