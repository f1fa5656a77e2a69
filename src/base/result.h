// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"
#include <optional>
#include <variant>

namespace base {

/// Either a value or an Error; `Result<>` is success or an Error. Reading the absent side asserts.
/// (std::expected is not usable: GCC 12 has it in C++23 alone, and Clang 14 then does not see it.)
template <typename T = void>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    Result(ErrorCode code, QString message)
        : m_state(std::in_place_index<1>, code, std::move(message))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const & { return *checked(); }
    T &value() & { return *checked(); }
    T &&value() && { return std::move(*checked()); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return checked(); }
    T *operator->() { return checked(); }
    T valueOr(T fallback) const { return ok() ? value() : std::move(fallback); }

    const Error &error() const
    {
        const Error *e = std::get_if<1>(&m_state);
        Q_ASSERT_X(e, "base::Result", "error() of a success");
        return *e;
    }

private:
    const T *checked() const
    {
        const T *v = std::get_if<0>(&m_state);
        Q_ASSERT_X(v, "base::Result", "value() of an error");
        return v;
    }
    T *checked()
    {
        T *v = std::get_if<0>(&m_state);
        Q_ASSERT_X(v, "base::Result", "value() of an error");
        return v;
    }
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::in_place, std::move(error))
    {
    }
    Result(ErrorCode code, QString message)
        : m_error(std::in_place, code, std::move(message))
    {
    }

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error &error() const
    {
        Q_ASSERT_X(m_error, "base::Result", "error() of a success");
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace base
