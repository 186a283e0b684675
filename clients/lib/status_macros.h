// RETURN_IF_ERROR and ASSIGN_OR_RETURN for the clients, which include nothing
// of the server's and the matcher's folders; they work as the macros there do.
//
//   RETURN_IF_ERROR(memory.Save());
//   ASSIGN_OR_RETURN(std::string name, names.Expand("yichang"));
#ifndef DUIKOU_CLIENTS_LIB_STATUS_MACROS_H_
#define DUIKOU_CLIENTS_LIB_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define DUIKOU_CONCAT_INNER_(a, b) a##b
#define DUIKOU_CONCAT_(a, b) DUIKOU_CONCAT_INNER_(a, b)

#define RETURN_IF_ERROR(expression)                                         \
  do {                                                                      \
    if (::absl::Status duikou_status = (expression); !duikou_status.ok()) { \
      return duikou_status;                                                 \
    }                                                                       \
  } while (false)

#define ASSIGN_OR_RETURN(lhs, expression) \
  ASSIGN_OR_RETURN_(DUIKOU_CONCAT_(duikou_statusor_, __LINE__), lhs, expression)

#define ASSIGN_OR_RETURN_(statusor, lhs, expression)       \
  auto statusor = (expression);                            \
  if (!statusor.ok()) return std::move(statusor).status(); \
  lhs = std::move(statusor).value()

#endif  // DUIKOU_CLIENTS_LIB_STATUS_MACROS_H_
