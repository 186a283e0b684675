// duikou: the command line of the services.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "clients/cli/command_line.h"

int main(int argc, char** argv) {
  duikou::cli::Terminal terminal;
  terminal.in_is_tty = isatty(STDIN_FILENO) != 0;
  terminal.out_is_tty = isatty(STDOUT_FILENO) != 0;
  terminal.err_is_tty = isatty(STDERR_FILENO) != 0;
  winsize size = {};
  if (terminal.out_is_tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    terminal.columns = size.ws_col;
  }
  terminal.variable = [](const std::string& name) -> std::string {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? "" : value;
  };
  return duikou::cli::RunCommandLine({argv + 1, argv + argc}, terminal);
}
