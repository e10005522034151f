namespace Amplify.Emulator;

/// <summary>The confirmation codes of one user: their lifetime, and how often new ones and guesses are allowed within an hour.</summary>
internal sealed class CodeBook(TimeProvider clock, int sendsPerHour, int guessesPerHour)
{
    private readonly List<(string Code, DateTimeOffset ExpiresAt)> _codes = [];
    private readonly AttemptLimit _sends = new(clock, sendsPerHour);
    private readonly AttemptLimit _guesses = new(clock, guessesPerHour);

    public void CountSend() => _sends.Count();

    public void Put(string code, TimeSpan lifetime, bool replaceOlder)
    {
        if (replaceOlder)
        {
            _codes.Clear();
        }

        _codes.Add((code, clock.GetUtcNow() + lifetime));
    }

    /// <exception cref="ServiceException">The code is wrong or expired, or there were too many guesses.</exception>
    public void Check(string code)
    {
        _guesses.Count();
        int index = _codes.FindIndex(known => known.Code == code);
        if (index < 0)
        {
            throw WrongCode();
        }

        if (clock.GetUtcNow() >= _codes[index].ExpiresAt)
        {
            throw new ServiceException("ExpiredCodeException", "Invalid code provided, please request a code again.");
        }
    }

    public void Clear() => _codes.Clear();

    public static ServiceException WrongCode() => ServiceException.CodeMismatch("Invalid verification code provided, please try again.");
}
