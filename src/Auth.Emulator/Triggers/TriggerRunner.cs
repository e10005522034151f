namespace Amplify.Emulator;

/// <summary>Calls a trigger and turns what goes wrong into the service's errors.</summary>
internal static class TriggerRunner
{
    /// <exception cref="ServiceException">The trigger refuses, fails or answers with something else.</exception>
    public static void Run<TEvent>(string name, Func<TEvent, TEvent?> trigger, TEvent told)
        where TEvent : TriggerEvent
    {
        TEvent? answer;
        try
        {
            answer = trigger(told);
        }
        catch (TriggerRefusedException refusal)
        {
            throw new ServiceException("UserLambdaValidationException", $"{name} failed with error {refusal.Message}.");
        }
#pragma warning disable CA1031 // Whatever a test's delegate throws is told to the caller as the service tells a function that broke.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            throw new ServiceException("UnexpectedLambdaException", $"{name} failed with error {broken.Message}.");
        }

        if (!ReferenceEquals(answer, told))
        {
            throw Unrecognizable();
        }
    }

    public static ServiceException Unrecognizable() => new("InvalidLambdaResponseException", "Unrecognizable lambda output");

    /// <summary>The attributes as triggers see them.</summary>
    public static IReadOnlyDictionary<string, string> AttributesOf(EmulatedUser user)
    {
        var attributes = new Dictionary<string, string>(user.Attributes) { ["sub"] = user.Sub, ["cognito:user_status"] = Shapes.Status(user.Status) };
        return attributes;
    }
}
