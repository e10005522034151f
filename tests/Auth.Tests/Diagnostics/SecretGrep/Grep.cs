using System.Net;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Looks for what must not be seen in what was.</summary>
internal static class Grep
{
    public static IReadOnlyList<string> Finds(Capture capture, KnownSecrets known)
    {
        Needle[] secrets = [.. known.Secrets.Select(s => new Needle(s.Value, s.Key))];
        Needle[] people = [.. known.People.Select(p => new Needle(p.Value, p.Key))];
        var finds = new List<string>();
        foreach (CapturedText text in capture.Texts)
        {
            finds.AddRange(secrets.Where(n => n.IsIn(text.Text)).Select(n => $"{n.What} in {text}"));
            if (text.Channel is Channel.Log or Channel.Activity or Channel.Metric or Channel.Address)
            {
                finds.AddRange(people.Where(n => n.IsIn(text.Text)).Select(n => $"{n.What} in {text}"));
            }
        }

        return finds;
    }

    /// <summary>A value in the forms it can be printed in.</summary>
    private sealed class Needle
    {
        private readonly bool _isNumber;
        private readonly string[] _forms;

        public Needle(string what, string value)
        {
            What = what;
            _isNumber = value.All(char.IsAsciiDigit);
            _forms = [.. new[] { value, Uri.EscapeDataString(value), WebUtility.UrlEncode(value), System.Text.Json.JsonEncodedText.Encode(value).ToString() }.Distinct()];
        }

        public string What { get; }

        public bool IsIn(string text) => _isNumber ? IsNumberIn(text, _forms[0]) : _forms.Any(f => text.Contains(f, StringComparison.Ordinal));

        /// <summary>A code of six digits is found as a number of its own: not within an id, a port or a duration.</summary>
        private static bool IsNumberIn(string text, string number)
        {
            for (int at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
            {
                if (!Continues(text, at - 1) && !Continues(text, at + number.Length))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool Continues(string text, int at) => at >= 0 && at < text.Length
            && (char.IsAsciiLetterOrDigit(text[at]) || (text[at] is '.' or ',' && at + 1 < text.Length && at > 0 && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1])));
    }
}
