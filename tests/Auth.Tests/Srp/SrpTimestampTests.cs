using Amplify.SignIn.Srp;

namespace Amplify.Tests.Srp;

public sealed class SrpTimestampTests
{
    [TestCase("2024-09-03T04:05:06Z", "Tue Sep 3 04:05:06 UTC 2024", TestName = "The_day_has_no_zero_in_front")]
    [TestCase("2024-12-31T23:59:59Z", "Tue Dec 31 23:59:59 UTC 2024", TestName = "Two_digits_stay_two")]
    [TestCase("2024-01-01T01:30:00+02:00", "Sun Dec 31 23:30:00 UTC 2023", TestName = "Other_offsets_become_UTC")]
    public void Times_are_written_as_the_service_reads_them(string time, string expected)
    {
        Assert.That(SrpTimestamp.Format(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(expected));
    }

    [Test]
    [SetCulture("")]
    public void The_machines_language_and_calendar_do_not_matter([Values("th-TH", "ar-SA", "tr-TR", "fi-FI", "de-DE")] string culture)
    {
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(culture);

        Assert.That(SrpTimestamp.Format(new DateTimeOffset(2024, 9, 3, 4, 5, 6, TimeSpan.Zero)), Is.EqualTo("Tue Sep 3 04:05:06 UTC 2024"));
    }
}
