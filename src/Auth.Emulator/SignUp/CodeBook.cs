namespace Amplify.Emulator;

/// <summary>The codes of one kind sent to one user: their lifetime, and how often new ones and guesses are allowed within an hour.</summary>
internal sealed class CodeBook(TimeProvider clock, AttemptLimit sends, AttemptLimit guesses)
{
    private readonly List<(string Code, DateTimeOffset ExpiresAt)> _codes = [];

    public CodeBook(TimeProvider clock, int sendsPerHour, int guessesPerHour)
        : this(clock, new AttemptLimit(clock, sendsPerHour), new AttemptLimit(clock, guessesPerHour))
    {
    }

    /// <exception cref="ServiceException">There were as many within the hour as allowed.</exception>
    public void CountSend() => sends.Count();

    public void Put(string code, TimeSpan lifetime, bool replaceOlder)
    {
        if (replaceOlder)
        {
            _codes.Clear();
        }

        _codes.Add((code, clock.GetUtcNow() + lifetime));
    }

    /// <summary>Judges a code that confirms an account: whether one was ever sent makes no difference.</summary>
    /// <exception cref="ServiceException">The code is wrong or expired, or there were too many guesses.</exception>
    public void Check(string code)
    {
        guesses.Count();
        Find(code);
    }

    /// <summary>Judges a code that must have been asked for.</summary>
    /// <exception cref="ServiceException">No code is waiting, it is wrong or expired, or there were too many guesses.</exception>
    public void CheckRequested(string code)
    {
        guesses.Count();
        if (_codes.Count == 0)
        {
            throw Expired();
        }

        Find(code);
    }

    public void Clear() => _codes.Clear();

    public static ServiceException WrongCode() => ServiceException.CodeMismatch("Invalid verification code provided, please try again.");

    private void Find(string code)
    {
        int index = _codes.FindIndex(known => known.Code == code);
        if (index < 0)
        {
            throw WrongCode();
        }

        if (clock.GetUtcNow() >= _codes[index].ExpiresAt)
        {
            throw Expired();
        }
    }

    private static ServiceException Expired() => new("ExpiredCodeException", "Invalid code provided, please request a code again.");
}
