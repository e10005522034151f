namespace Amplify.Errors;

/// <summary>
/// Takes the service's sentence about a Lambda trigger apart: <c>PreSignUp failed with error Only staff may sign up.</c>, where the
/// first word may be the function's ARN and the last dot is the service's.
/// </summary>
internal static class TriggerText
{
    private static readonly string[] _verbs = [" failed with error ", " invocation failed due to error ", " invocation failed due to "];

    /// <returns>The trigger and its own words; nulls where the sentence is another.</returns>
    public static (string? Trigger, string? Message) Parse(string? sentence)
    {
        sentence ??= "";
        foreach (string verb in _verbs)
        {
            int at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at <= 0 || sentence.AsSpan(0, at).ContainsAny(' ', '\n'))
            {
                continue;
            }

            string said = sentence[(at + verb.Length)..];
            said = said.EndsWith('.') ? said[..^1] : said;
            return (sentence[..at], said.Length == 0 ? null : said);
        }

        return (null, null);
    }
}
