namespace Amplify.Emulator;

/// <summary>The codes that allow a new password, for users and, where the client hides who exists, for names that belong to nobody.</summary>
internal sealed class ResetCodes(EmulatedUserPool pool)
{
    private const int Digits = 6;
    private const int MostPhantoms = 1000;
    private readonly Dictionary<string, CodeBook> _phantoms = new(StringComparer.Ordinal);

    /// <summary>Sends a code to the user's verified phone or address.</summary>
    /// <exception cref="ServiceException">There is none, the account may not be reset, or codes were asked for too often.</exception>
    public Delivery Send(RequestContext context, EmulatedUser user)
    {
        if (user.Status is UserStatus.ForceChangePassword or UserStatus.ExternalProvider)
        {
            throw ServiceException.NotAuthorized("User password cannot be reset in the current state.");
        }

        string attribute = Delivery.ByPrecedence.FirstOrDefault(user.IsVerified)
            ?? throw ServiceException.InvalidParameter("Cannot reset password for the user as there is no registered/verified email or phone_number");
        user.ResetCodes.CountSend();
        var delivery = new Delivery(attribute, user.Attribute(attribute)!);
        string code = RandomText.Code(Digits);
        Put(user.ResetCodes, code);
        Courier.Send(context, user, delivery, MessagePurpose.ForgotPassword, code);
        return delivery;
    }

    /// <summary>Does for a name that belongs to nobody what can be seen from outside.</summary>
    public Delivery Pretend(string username)
    {
        CodeBook book = Phantom(username);
        book.CountSend();
        Put(book, RandomText.Code(Digits));
        return Delivery.Simulated(pool, username);
    }

    /// <summary>Refuses any code for a name that belongs to nobody, as it would be refused for a user.</summary>
    public ServiceException Refusal(string username, string code)
    {
        try
        {
            Phantom(username).CheckRequested(code);
            return CodeBook.WrongCode();
        }
        catch (ServiceException refusal)
        {
            return refusal;
        }
    }

    private void Put(CodeBook book, string code) =>
        book.Put(code, pool.Settings.ForgotPasswordCodeLifetime, pool.State.Unsettled.NewCodeReplacesOlder);

    private CodeBook Phantom(string username)
    {
        if (_phantoms.Count >= MostPhantoms)
        {
            _phantoms.Clear();
        }

        if (!_phantoms.TryGetValue(username, out CodeBook? book))
        {
            _phantoms.Add(username, book = pool.NewResetCodeBook());
        }

        return book;
    }
}
