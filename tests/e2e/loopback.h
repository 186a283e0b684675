// Ports and plain HTTP on 127.0.0.1, for tests.
#ifndef DUIKOU_TESTS_E2E_LOOPBACK_H_
#define DUIKOU_TESTS_E2E_LOOPBACK_H_

#include <string>

namespace duikou::e2e {

// A port that nobody listened on a moment ago.
int FreePort();

// The answer to GET `path`, headers and all; empty where nobody answers.
std::string HttpGet(int port, const std::string& path);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_LOOPBACK_H_
